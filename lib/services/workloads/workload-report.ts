import type { Finding } from "@/lib/engine/outcome";
import type { NamedFact } from "@/lib/engine/snapshot";
import type { Verdict } from "@/lib/engine/verdict";
import type { WorkloadDiagnosisRequest } from "@/lib/services/schema/workload";
import type { Link } from "@/lib/workload/facts/links";
import type { WorkloadFactName, WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";

/** One finished workload diagnosis, as it is kept and shared. It never changes. */
export type WorkloadReport = {
  readonly id: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Of this shape. */
  readonly version: 1;
  readonly request: Omit<WorkloadDiagnosisRequest, "errorText" | "dag"> & {
    readonly hasErrorText: boolean;
    readonly hasDag: boolean;
  };
  /** Full resource name of the cluster that the target came to; null where there is none or it is not known. */
  readonly cluster: string | null;
  readonly facts: readonly NamedFact<WorkloadFactName>[];
  readonly findings: readonly Finding<WorkloadFactName, Link, WorkloadRemedyRef>[];
  readonly verdict: Verdict<Link, WorkloadRemedyRef>;
  readonly durationMs: number;
};

/** The report's facts by name, to judge or plan with again. */
export function workloadSnapshotOf({ facts }: Pick<WorkloadReport, "facts">): WorkloadSnapshot {
  return Object.fromEntries(facts.map(({ name, ...fact }) => [name, fact])) as WorkloadSnapshot;
}
