import type { RemedyId } from "@/lib/core/remedy-id";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { type Remedy as RemedyOf, remedyDefiner } from "@/lib/engine/define-remedy";
import type { RemedyParams } from "./remedy-ref";

export type Remedy<Id extends RemedyId = RemedyId> = RemedyOf<FactValues, Id, RemedyParams[Id]>;

/** A remedy for the path to the control plane; see the engine's `remedyDefiner`. */
export const defineRemedy = remedyDefiner<FactValues, RemedyParams>();
