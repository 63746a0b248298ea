import type { Hop } from "@/lib/core/hop";
import type { FactName } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type * as engine from "@/lib/engine/outcome";

export type Evidence = engine.Evidence<FactName>;
export type Missing = engine.Missing<FactName>;
export type CheckOutcome = engine.CheckOutcome<FactName, RemedyRef>;
/** What a report shows for one check of the path. */
export type Finding = engine.Finding<FactName, Hop, RemedyRef>;
