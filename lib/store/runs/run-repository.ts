import { createHash } from "node:crypto";
import { and, desc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { RunRequestAnswer, RunStore } from "@/lib/changes/runs/port";
import { isOver, type RunRequest } from "@/lib/changes/runs/run";
import { formatClusterName } from "@/lib/core/cluster-name";
import { audited, type Tell, type Transaction } from "@/lib/store/audit/audited";
import { canonicalJson } from "@/lib/store/audit/event";
import { knownClick } from "@/lib/store/changes/known-click";
import type { Session } from "@/lib/store/changes/session";
import { decodeCursor, encodeCursor } from "@/lib/store/cursor";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { podRuns } from "@/lib/store/schema-workloads";
import { StoreError } from "@/lib/store/store-error";
import { newRow, toRun } from "./run-rows";
import { tellChange } from "./runs-channel";

const largestPage = 500;

/** Of one person. */
const mostAtATime = 5;

/** Every method throws StoreError, and nothing else. */
export type RunRepository = RunStore & {
  /** Forgets runs that were cleaned or given up before `cutoff`, and resolves with how many. */
  deleteOlderThan(cutoff: Date): Promise<number>;
};

export function runRepository(database: Database, session: Session): RunRepository {
  const { orm, run } = database;
  return {
    request: (request) => audited(database, (transaction, tell) => insertOnce(request, transaction, tell)),

    async get(id) {
      if (id.includes("\0")) return undefined;
      const [row] = await run(() => orm.select().from(podRuns).where(eq(podRuns.id, id)));
      return row && toRun(row);
    },

    async list({ cluster, limit, cursor }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw new StoreError("invalid-limit", `A page has 1 to ${largestPage} runs, not ${limit}.`);
      }
      const position = cursor === undefined ? undefined : decodeCursor(cursor);
      const where = and(
        cluster && eq(podRuns.cluster, formatClusterName(cluster)),
        position &&
          sql`(${podRuns.requestedAt}, ${podRuns.id}) < (${position.createdAt.toISOString()}::timestamptz, ${position.id})`,
      );
      const newest = [desc(podRuns.requestedAt), desc(podRuns.id)];
      const query = () =>
        orm
          .select()
          .from(podRuns)
          .where(where)
          .orderBy(...newest)
          .limit(limit + 1);
      const found = (await run(query)).map(toRun);
      const runs = found.slice(0, limit);
      const last = runs.at(-1);
      const more = last && found.length > limit;
      return { runs, nextCursor: more ? encodeCursor({ createdAt: last.requestedAt, id: last.id }) : null };
    },

    stop: (id, by, at) =>
      audited(database, async (transaction, tell) => {
        if (id.includes("\0")) return { kind: "not-found" };
        const [row] = await transaction.select().from(podRuns).where(eq(podRuns.id, id)).for("update");
        if (!row) return { kind: "not-found" };
        const found = toRun(row);
        if (isOver(found) || found.stopAskedAt) return { kind: "done", run: found };
        const asked = { stopAskedAt: at, stopAskedBy: toText(by.name) };
        await transaction.update(podRuns).set(asked).where(eq(podRuns.id, id));
        await tellChange(transaction, id);
        const data = { cluster: row.cluster, state: found.state, by };
        tell({ at, actor: by.id, action: "run.stop-asked", subject: `runs/${id}`, data });
        return { kind: "done", run: { ...found, ...asked } };
      }),

    async latestProof(cluster, namespace, serviceAccount) {
      const where = and(
        eq(podRuns.cluster, formatClusterName(cluster)),
        eq(podRuns.namespace, namespace),
        eq(podRuns.serviceAccount, serviceAccount),
        eq(podRuns.kind, "probe"),
        eq(podRuns.state, "finished"),
        isNotNull(podRuns.identity),
        isNotNull(podRuns.intendedAt),
      );
      const newest = desc(podRuns.intendedAt);
      const [row] = await run(() => orm.select().from(podRuns).where(where).orderBy(newest).limit(1));
      if (!row?.identity || !row.intendedAt) return null;
      const { email, tokenStatus, scopes } = row.identity;
      return { run: row.id, at: row.intendedAt.toISOString(), email, tokenStatus, scopes };
    },

    onChange: (id, changed) => session.onRun(id, changed),

    async deleteOlderThan(cutoff) {
      const old = or(lt(podRuns.cleanedAt, cutoff), lt(podRuns.givenUpAt, cutoff));
      for (let total = 0; ; ) {
        const batch = orm.select({ id: podRuns.id }).from(podRuns).where(old).limit(1_000);
        const deleted = await run(() => orm.delete(podRuns).where(inArray(podRuns.id, batch)));
        if (!deleted.rowCount) return total;
        total += deleted.rowCount;
      }
    },
  };
}

/** The run is not over, or its pod, which nobody has seen to be gone, has not come to its deadline. */
function mayLive(now: Date): SQL {
  return sql`(state in ('queued', 'starting', 'running')
    or coalesce(created_at, requested_at) + patience_ms * interval '1 millisecond' > ${now.toISOString()}::timestamptz)`;
}

async function insertOnce(request: RunRequest, transaction: Transaction, tell: Tell): Promise<RunRequestAnswer> {
  const click = { principalId: toText(request.principal.id), key: toText(request.idempotencyKey) };
  // One press of a person after the other: each counts those before it.
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`runs of ${click.principalId}`}, 0))`);
  const madeBefore = async () => {
    const mine = and(eq(podRuns.principalId, click.principalId), eq(podRuns.idempotencyKey, click.key));
    return (await transaction.select().from(podRuns).where(mine)).at(0);
  };
  if (!(await madeBefore())) {
    const mine = and(
      eq(podRuns.principalId, click.principalId),
      isNull(podRuns.cleanedAt),
      mayLive(request.requestedAt),
    );
    const going = await transaction.select({ id: podRuns.id }).from(podRuns).where(mine);
    if (going.length >= mostAtATime) {
      return { kind: "refused", why: `You have ${going.length} pods already: wait for one to end, or stop it.` };
    }
  }
  const fresh = { ...click, fingerprint: fingerprintOf(request), createdAt: request.requestedAt };
  const known = await knownClick(transaction, fresh);
  if (known !== "new") {
    const made = await madeBefore();
    if (made && known === "same") return { kind: "done", run: toRun(made), repeated: true };
    return { kind: "refused", why: "This idempotency key was used for another request: use a new one." };
  }
  const [row] = await transaction.insert(podRuns).values(newRow(request)).returning();
  if (!row) throw new StoreError("query-failed", "PostgreSQL returned no row for a new run.");
  const run = toRun(row);
  const { id, kind, namespace, serviceAccount, image, expected, principal, reason, requestedAt } = run;
  const data = { state: "queued", cluster: row.cluster, kind, namespace, serviceAccount, image, expected, principal };
  const subject = `runs/${id}`;
  tell({ at: requestedAt, actor: principal.id, action: "run.requested", subject, data: { ...data, reason } });
  return { kind: "done", run, repeated: false };
}

/**
 * SHA-256 of everything that a person wished; not what was made up for this run. The wish itself may hold what others must
 * not see, and this outlives the run.
 */
function fingerprintOf({ kind, cluster, namespace, serviceAccount, expected, reason, manifest }: RunRequest): string {
  const wish = { kind, cluster: formatClusterName(cluster), namespace, serviceAccount, expected, reason };
  const text = canonicalJson({ run: JSON.parse(toJsonb({ ...wish, spec: manifest.spec })) });
  return createHash("sha256").update(text, "utf8").digest("hex");
}
