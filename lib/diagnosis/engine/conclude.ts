import type { Check } from "@/lib/diagnosis/checks/define-check";
import { type FactSnapshot, factNames } from "@/lib/diagnosis/facts/schema";
import { conclude as concludeAbout } from "@/lib/engine/diagnose";
import type { Conclusion } from "./event";
import { judge } from "./judge";

/** The whole report that a complete set of facts about the path gives; see the engine's `conclude`. */
export function conclude(facts: FactSnapshot, checks: readonly Check[]): Conclusion {
  return concludeAbout({ factNames, judge }, facts, checks);
}
