import type { Hop } from "@/lib/core/hop";
import { type FactValues, factBasis } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { type Check as CheckOf, checkDefiner } from "@/lib/engine/define-check";

export type Check = CheckOf<FactValues, Hop, RemedyRef>;

/** A check of the path to the control plane; see the engine's `checkDefiner`. */
export const defineCheck = checkDefiner<FactValues, Hop, RemedyRef>(factBasis);
