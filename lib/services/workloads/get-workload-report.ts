import { notFound, Problem } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { reportId } from "@/lib/services/schema/request";
import { workloadReport } from "@/lib/services/schema/workload";
import type { WorkloadReport } from "./workload-report";

/** @throws Problem 404 when there is none, or no longer; 500 when what is stored is not a report of this version */
export async function getWorkloadReport({ store }: ServiceContext, id: string): Promise<WorkloadReport> {
  const found = reportId.safeParse(id).success ? await store.workloadReports.get(id) : undefined;
  if (!found) throw notFound("There is no such workload diagnosis. It may have been removed after the retention time.");
  if (workloadReport.safeParse(found.report).success) return found.report as WorkloadReport;
  throw new Problem({
    type: "/problems/damaged-report",
    title: "The stored report cannot be read",
    status: 500,
    detail: `What is stored as ${id} is not a report that this version of Drawbridge can read. Run the diagnosis again.`,
  });
}
