import { desc, eq, getTableColumns, inArray, lt, sql } from "drizzle-orm";
import type { Database } from "./database";
import { toJsonb, toText } from "./json-text";
import { failureCode } from "./query-error";
import { workloadReports } from "./schema-workloads";
import { StoreError } from "./store-error";

/** One finished diagnosis of a workload. `id` is url-safe, random (128 bits), made by the caller. */
export type WorkloadReportRow = {
  readonly id: string;
  readonly createdAt: Date;
  /** The full resource name of a cluster or an environment. */
  readonly target: string;
  /** The cluster's full resource name; null in Composer 3 and where it was not found out. */
  readonly cluster: string | null;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly googleServiceAccount: string | null;
  readonly verdict: string;
  readonly cause: string | null;
  readonly hop: string | null;
  readonly headline: string;
  readonly durationMs: number;
  readonly report: unknown;
};

/** A row of a list: everything but the report itself. */
export type WorkloadReportSummary = Omit<WorkloadReportRow, "report">;

/** Every method throws StoreError, and nothing else. */
export type WorkloadReportRepository = {
  /** Durable when it resolves. Throws `duplicate-id` for an id that is there: a report never changes. */
  insert(row: WorkloadReportRow): Promise<void>;
  get(id: string): Promise<WorkloadReportRow | undefined>;
  /** The newest, 1 to 500 of them. Throws `invalid-limit`. */
  list(query: { readonly limit: number }): Promise<readonly WorkloadReportSummary[]>;
  /** Deletes what was created before `cutoff` (not at it) and resolves with how many. */
  deleteOlderThan(cutoff: Date): Promise<number>;
};

const largestPage = 500;
const deletedAtOnce = 5_000;

const { report: _whole, ...summary } = getTableColumns(workloadReports);

export function workloadReportRepository({ orm, run }: Database): WorkloadReportRepository {
  return {
    async insert(row) {
      const values = {
        ...row,
        headline: toText(row.headline),
        cause: row.cause === null ? null : toText(row.cause),
        hop: row.hop === null ? null : toText(row.hop),
        report: sql`${toJsonb(row.report)}::jsonb`,
      };
      await run(() => orm.insert(workloadReports).values(values).catch(rejectDuplicate));
    },

    async get(id) {
      if (id.includes("\0")) return undefined;
      const [row] = await run(() => orm.select().from(workloadReports).where(eq(workloadReports.id, id)));
      return row;
    },

    async list({ limit }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw new StoreError("invalid-limit", `A page has 1 to ${largestPage} rows, not ${limit}.`);
      }
      const newestFirst = [desc(workloadReports.createdAt), desc(workloadReports.id)];
      return run(() =>
        orm
          .select(summary)
          .from(workloadReports)
          .orderBy(...newestFirst)
          .limit(limit),
      );
    },

    async deleteOlderThan(cutoff) {
      const old = lt(workloadReports.createdAt, cutoff);
      for (let total = 0; ; ) {
        const ids = orm.select({ id: workloadReports.id }).from(workloadReports).where(old);
        const batch = ids.orderBy(workloadReports.createdAt).limit(deletedAtOnce);
        const deleted = await run(() => orm.delete(workloadReports).where(inArray(workloadReports.id, batch)));
        if (!deleted.rowCount) return total;
        total += deleted.rowCount;
      }
    },
  };
}

function rejectDuplicate(error: unknown): never {
  if (failureCode(error) !== "23505") throw error;
  throw new StoreError("duplicate-id", "A report with this id is already stored, and a report never changes.", "23505");
}
