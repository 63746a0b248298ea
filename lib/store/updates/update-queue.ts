import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { UpdateQueue } from "@/lib/changes/updates/port";
import type { OpenSteps, OpenUpdate, Update } from "@/lib/changes/updates/update";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { applierActor, audited, type Transaction } from "@/lib/store/audit/audited";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { updates } from "@/lib/store/schema-changes";
import { StoreError } from "@/lib/store/store-error";
import { toUpdate } from "./update-rows";
import { updatesWithStep } from "./updates-with-step";

/** Every method throws StoreError, and nothing else. */
export function updateQueue(database: Database): UpdateQueue {
  const { orm, run } = database;
  const first = async (cluster: ClusterName, state: Update["state"]): Promise<Update | null> => {
    const where = and(eq(updates.cluster, formatClusterName(cluster)), eq(updates.state, state));
    const oldest = [asc(updates.requestedAt), asc(updates.id)];
    const query = () =>
      orm
        .select()
        .from(updates)
        .where(where)
        .orderBy(...oldest)
        .limit(1);
    const [row] = await run(query);
    return row ? toUpdate(row) : null;
  };
  return {
    async open(cluster) {
      const found = await first(cluster, "open");
      if (found && !isOpen(found))
        throw new StoreError("query-failed", `The update ${found.id} is open without a body.`);
      return found;
    },

    next: (cluster) => first(cluster, "queued"),

    async get(id) {
      const [row] = await run(() => orm.select().from(updates).where(eq(updates.id, id)));
      return row && toUpdate(row);
    },

    withStep: updatesWithStep(database),

    begin: (update, { etag, before, body }, at) =>
      audited(database, async (transaction, tell) => {
        if (!(await mayOpen(transaction, update))) return false;
        const json = { before: sql`${toJsonb(before)}::jsonb`, body: sql`${toJsonb(body)}::jsonb` };
        await transaction
          .update(updates)
          .set({ state: "open", etag, ...json, operation: null, detail: "", sentAt: at })
          .where(eq(updates.id, update.id));
        tell(eventOf(update, at, "update.sent", { state: "open", etag, body }));
        return true;
      }),

    beginSteps: (update, steps, at) =>
      audited(database, async (transaction, tell) => {
        if (!(await mayOpen(transaction, update))) return false;
        const body = steps.map(({ step }) => step);
        const json = { before: sql`${toJsonb(steps)}::jsonb`, body: sql`${toJsonb(body)}::jsonb` };
        await transaction
          .update(updates)
          .set({ state: "open", ...json, operation: null, detail: "", sentAt: at })
          .where(eq(updates.id, update.id));
        tell(eventOf(update, at, "update.begun", { state: "open", steps: body }));
        return true;
      }),

    recordSteps: (update, { steps, changed, sends }, at) =>
      audited(database, async (transaction, tell) => {
        const before = JSON.parse(toJsonb(steps)) as unknown;
        // What is sent next has an operation of its own.
        const done = await change(transaction, update, ["open"], { before, ...(sends && { operation: null }) });
        if (!done)
          throw new StoreError("query-failed", `The update ${update.id} is further by now, or has an outcome.`);
        const step = { number: changed + 1, of: steps.length, ...steps[changed] };
        tell(eventOf(update, at, "update.step", { state: "open", step }));
      }),

    recordOperation: (update, operation, at) =>
      audited(database, async (transaction, tell) => {
        const done = await change(transaction, update, ["open"], { operation });
        if (!done) throw new StoreError("query-failed", `The update ${update.id} has an outcome already.`);
        tell(eventOf(update, at, "update.accepted", { state: "open", operation }));
      }),

    release: (update, why, at) =>
      audited(database, async (transaction, tell) => {
        const again = { state: "queued", detail: toText(why), operation: null };
        if (!(await change(transaction, update, ["open"], again))) return;
        tell(eventOf(update, at, "update.released", { state: "queued", detail: why }));
      }),

    close: (update, { state, detail, drift, steps, at }) =>
      audited(database, async (transaction, tell) => {
        const before = steps && { before: JSON.parse(toJsonb(steps)) as unknown };
        const closed = { state, detail: toText(detail), closedAt: at, ...before };
        if (!(await change(transaction, update, pending, closed))) return false;
        const { title, confirmed, undoes, principal } = update;
        tell(
          eventOf(update, at, `update.${state}`, {
            state,
            title,
            detail,
            confirmed,
            drift,
            undoes,
            principal,
            ...(steps && { steps }),
          }),
        );
        return true;
      }),
  };
}

const pending = ["queued", "open"];

function isOpen(update: Update): update is OpenUpdate | OpenSteps {
  return update.state === "open" && (update.sent !== null || update.steps !== null);
}

/** True when it is queued and no other is open. One transaction at a time for this cluster: the index of open ones is never violated. */
async function mayOpen(transaction: Transaction, { id, cluster }: Update): Promise<boolean> {
  const others = and(eq(updates.cluster, formatClusterName(cluster)), inArray(updates.state, pending));
  const rows = await transaction.select().from(updates).where(others).orderBy(asc(updates.id)).for("update");
  const queued = rows.some((row) => row.id === id && row.state === "queued");
  return queued && !rows.some(({ state }) => state === "open");
}

/** True when it was in one of these states, and its steps were as far as this process knows. */
async function change(
  transaction: Transaction,
  { id, steps }: Update,
  from: readonly string[],
  values: Partial<typeof updates.$inferInsert>,
): Promise<boolean> {
  const known = steps === null ? undefined : sql`${updates.before} = ${toJsonb(steps)}::jsonb`;
  const where = and(eq(updates.id, id), inArray(updates.state, [...from]), known);
  const done = await transaction.update(updates).set(values).where(where).returning({ id: updates.id });
  return done.length > 0;
}

function eventOf({ id, cluster }: Update, at: Date, action: string, data: Readonly<Record<string, unknown>>) {
  const subject = `updates/${id}`;
  return { at, actor: applierActor, action, subject, data: { cluster: formatClusterName(cluster), ...data } };
}
