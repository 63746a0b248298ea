import type { z } from "zod";
import type { Finding } from "@/lib/engine/outcome";
import type { NamedFact } from "@/lib/engine/snapshot";
import type { Verdict } from "@/lib/engine/verdict";
import type { runPreview } from "@/lib/services/schema/runs";
import type { environmentList, workloadReport } from "@/lib/services/schema/workload";
import type { Link } from "@/lib/workload/facts/links";
import type { WorkloadFactName } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import type { LineOf, RunOf } from "./run-state";

export type { RunRequest, RunView } from "@/lib/services/schema/runs";
export type { WorkloadDiagnosisRequest, WorkloadNames, WorkloadReportPage } from "@/lib/services/schema/workload";

/* What the HTTP interface of workloads sends and takes, as the pages see it. */

export type WorkloadFact = NamedFact<WorkloadFactName>;
export type WorkloadFinding = Finding<WorkloadFactName, Link, WorkloadRemedyRef>;
export type WorkloadVerdict = Verdict<Link, WorkloadRemedyRef>;

/** One line of a workload diagnosis as it streams, and the diagnosis as far as it has arrived. */
export type WorkloadLine = LineOf<WorkloadFactName, WorkloadFinding, WorkloadVerdict>;
export type WorkloadRun = RunOf<WorkloadFactName, WorkloadFinding, WorkloadVerdict>;

export type WorkloadReport = Omit<z.infer<typeof workloadReport>, "facts" | "findings" | "verdict"> & {
  readonly facts: readonly WorkloadFact[];
  readonly findings: readonly WorkloadFinding[];
  readonly verdict: WorkloadVerdict;
};

export type EnvironmentPage = z.infer<typeof environmentList>;
export type EnvironmentRow = EnvironmentPage["environments"][number];

/** What would be run, and whether this person may. */
export type RunPreview = z.infer<typeof runPreview>;
