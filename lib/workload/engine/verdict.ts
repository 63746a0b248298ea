import type * as engine from "@/lib/engine/verdict";
import type { Link } from "@/lib/workload/facts/links";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";

/** A link as the chain shows it. */
export type Station = engine.Station<Link>;
/** The one answer of a workload diagnosis. `reachable`: a pod under this service account gets its identity and its token. */
export type Verdict = engine.Verdict<Link, WorkloadRemedyRef>;
