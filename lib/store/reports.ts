import { and, desc, eq, getTableColumns, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { ClusterName } from "@/lib/core/cluster-name";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Database } from "./database";
import { toJsonb, toText } from "./json-text";
import { failureCode } from "./query-error";
import { reports } from "./schema";
import { StoreError } from "./store-error";

/** One finished diagnosis. `id` is url-safe, random (128 bits), made by the caller. `createdAt` keeps milliseconds. */
export type ReportRow = {
  id: string;
  createdAt: Date;
  project: string;
  location: string;
  cluster: string;
  vantageKind: string;
  verdict: string;
  cause: string | null;
  hop: string | null;
  headline: string;
  durationMs: number;
  report: unknown;
};

/** A row of a list: everything but the report itself. */
export type ReportSummary = Omit<ReportRow, "report">;

export type ReportQuery = {
  readonly cluster?: ClusterName;
  /** 1 to 500 rows. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
};

export type ReportPage = { readonly rows: readonly ReportSummary[]; readonly nextCursor: string | null };

/** Every method throws StoreError, and nothing else. */
export type ReportRepository = {
  /** Durable when it resolves. Throws `duplicate-id` for an id that is there: a report never changes. */
  insert(row: ReportRow): Promise<void>;
  get(id: string): Promise<ReportRow | undefined>;
  /** Newest first; rows of one millisecond by id, descending. Throws `invalid-cursor` and `invalid-limit`. */
  list(query: ReportQuery): Promise<ReportPage>;
  /** Deletes what was created before `cutoff` (not at it) and resolves with how many. */
  deleteOlderThan(cutoff: Date): Promise<number>;
};

const largestPage = 500;
const deletedAtOnce = 5_000;

const { report: _whole, ...summary } = getTableColumns(reports);

export function reportRepository({ orm, run }: Database): ReportRepository {
  return {
    async insert(row) {
      const { report, cause, hop, ...texts } = row;
      const values = {
        ...texts,
        headline: toText(row.headline),
        cause: cause === null ? null : toText(cause),
        hop: hop === null ? null : toText(hop),
        report: sql`${toJsonb(report)}::jsonb`,
      };
      await run(() => orm.insert(reports).values(values).catch(rejectDuplicate));
    },

    async get(id) {
      if (id.includes("\0")) return undefined;
      const [row] = await run(() => orm.select().from(reports).where(eq(reports.id, id)));
      return row;
    },

    async list({ cluster, limit, cursor }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw new StoreError("invalid-limit", `A page has 1 to ${largestPage} rows, not ${limit}.`);
      }
      const where = and(cluster && ofCluster(cluster), cursor === undefined ? undefined : after(cursor));
      const newestFirst = [desc(reports.createdAt), desc(reports.id)];
      const found = await run(() =>
        orm
          .select(summary)
          .from(reports)
          .where(where)
          .orderBy(...newestFirst)
          .limit(limit + 1),
      );
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      return { rows, nextCursor: last && found.length > limit ? encodeCursor(last) : null };
    },

    async deleteOlderThan(cutoff) {
      const old = lt(reports.createdAt, cutoff);
      let total = 0;
      for (;;) {
        const ids = orm.select({ id: reports.id }).from(reports).where(old);
        const batch = ids.orderBy(reports.createdAt).limit(deletedAtOnce);
        const deleted = await run(() => orm.delete(reports).where(inArray(reports.id, batch)));
        if (!deleted.rowCount) return total;
        total += deleted.rowCount;
      }
    },
  };
}

function ofCluster({ project, location, cluster }: ClusterName): SQL | undefined {
  return and(eq(reports.project, project), eq(reports.location, location), eq(reports.cluster, cluster));
}

function after(cursor: string): SQL {
  const { createdAt, id } = decodeCursor(cursor);
  return sql`(${reports.createdAt}, ${reports.id}) < (${createdAt.toISOString()}::timestamptz, ${id})`;
}

function rejectDuplicate(error: unknown): never {
  if (failureCode(error) !== "23505") throw error;
  throw new StoreError("duplicate-id", "A report with this id is already stored, and a report never changes.", "23505");
}
