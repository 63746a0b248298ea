import { type Remedy as RemedyOf, remedyDefiner } from "@/lib/engine/define-remedy";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyId, WorkloadRemedyParams } from "./remedy-ref";

export type WorkloadRemedy<Id extends WorkloadRemedyId = WorkloadRemedyId> = RemedyOf<
  WorkloadFactValues,
  Id,
  WorkloadRemedyParams[Id]
>;

/** A remedy that a person follows; see the engine's `remedyDefiner`. Those that Drawbridge carries out: `defineRepair`. */
export const defineRemedy = remedyDefiner<WorkloadFactValues, WorkloadRemedyParams>();
