import { formatClusterName, parseClusterName } from "@/lib/core/cluster-name";
import { badRequest, notFound, Problem } from "@/lib/core/problem";
import type { ServiceContext } from "./context";
import type { Report, ReportSummary } from "./report";
import { report } from "./schema/report";
import { reportId } from "./schema/request";

/** @throws Problem 404 when there is none, or no longer; 500 when what is stored is not a report of this version */
export async function getReport({ store }: ServiceContext, id: string): Promise<Report> {
  const found = reportId.safeParse(id).success ? await store.reports.get(id) : undefined;
  if (!found) throw notFound("There is no such diagnosis. It may have been removed after the retention time.");
  if (!report.safeParse(found.report).success) throw damaged(id);
  return found.report as Report;
}

function damaged(id: string): Problem {
  const detail = `What is stored as ${id} is not a report that this version of Drawbridge can read. It was damaged, or another version wrote it. Run the diagnosis again.`;
  return new Problem({
    type: "/problems/damaged-report",
    title: "The stored report cannot be read",
    status: 500,
    detail,
  });
}

export type ReportList = { readonly reports: readonly ReportSummary[]; readonly nextCursor: string | null };

/**
 * Newest first, 50 at a time.
 *
 * @throws Problem 400 for a malformed cluster or cursor
 */
export async function listReports(
  { store }: ServiceContext,
  query: { readonly cluster: string | null; readonly cursor: string | null },
): Promise<ReportList> {
  const cluster = query.cluster === null ? undefined : parseClusterName(query.cluster);
  if (query.cluster !== null && !cluster) throw badRequest("cluster must look like projects/P/locations/L/clusters/C.");
  const { rows, nextCursor } = await store.reports
    .list({ limit: 50, ...(cluster && { cluster }), ...(query.cursor !== null && { cursor: query.cursor }) })
    .catch((error: unknown) => {
      if (error instanceof Error && "reason" in error && error.reason === "invalid-cursor")
        throw badRequest("The cursor is not one of ours.");
      throw error;
    });
  const reports = rows.map(({ project, location, cluster: name, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    cluster: formatClusterName({ project, location, cluster: name }),
  }));
  return { reports, nextCursor };
}
