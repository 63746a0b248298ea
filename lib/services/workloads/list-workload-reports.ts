import { badRequest } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { type WorkloadReportPage, workloadReportPage } from "@/lib/services/schema/workload";

const usual = 20;
const most = 100;

/**
 * The latest workload diagnoses of everybody, newest first.
 *
 * @param limit 1 to 100; null: 20
 * @throws Problem 400 for another limit
 */
export async function listWorkloadReports(
  { store }: Pick<ServiceContext, "store">,
  limit: string | null,
): Promise<WorkloadReportPage> {
  const wanted = limit === null ? usual : Number(limit);
  if (limit !== null && (!/^[1-9]\d{0,2}$/.test(limit) || wanted > most)) {
    throw badRequest(`limit must be a number from 1 to ${most}.`);
  }
  const rows = await store.workloadReports.list({ limit: wanted });
  const reports = rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
  return workloadReportPage.parse({ reports });
}
