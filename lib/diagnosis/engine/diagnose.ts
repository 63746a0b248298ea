import type { Hop } from "@/lib/core/hop";
import { type FactValues, factNames } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { type DiagnosisPlan as PlanOf, diagnose as run } from "@/lib/engine/diagnose";
import type { Conclusion, DiagnosisEvent } from "./event";
import { judge } from "./judge";

export type DiagnosisPlan = PlanOf<FactValues, Hop, RemedyRef>;

/** Diagnoses the path to the control plane; see the engine's `diagnose`. */
export function diagnose(plan: DiagnosisPlan, emit: (event: DiagnosisEvent) => void): Promise<Conclusion> {
  return run({ factNames, judge }, plan, emit);
}
