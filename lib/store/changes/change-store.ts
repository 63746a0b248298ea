import { randomBytes } from "node:crypto";
import { and, eq, inArray, lte, or, sql } from "drizzle-orm";
import { isLive } from "@/lib/changes/grant";
import type { ChangeStore } from "@/lib/changes/ports";
import type { OpenWrite, WriteIntent } from "@/lib/changes/write";
import { formatClusterName } from "@/lib/core/cluster-name";
import { applierActor, audited, type Transaction } from "@/lib/store/audit/audited";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { grants, listWrites, ownedEntries } from "@/lib/store/schema-changes";
import { StoreError } from "@/lib/store/store-error";
import { updateQueue } from "@/lib/store/updates/update-queue";
import { dueClusters } from "./due-clusters";
import { selectGrants, toClusterName, toGrant } from "./grant-rows";
import type { Session } from "./session";
import { applyTransitions } from "./transitions";

/** Every method throws StoreError, and nothing else; `withClusterLock` also what its work throws. */
export function changeStore(database: Database, session: Session): ChangeStore {
  const { orm, run } = database;
  return {
    async openGrants(cluster, now) {
      const late = and(eq(grants.state, "requested"), lte(grants.startBy, now));
      const open = or(inArray(grants.state, ["approved", "active"]), late);
      const rows = await run(() => selectGrants(orm).where(and(eq(grants.cluster, formatClusterName(cluster)), open)));
      return rows.map(toGrant);
    },

    async ownedEntries(name, cidrs) {
      const cluster = formatClusterName(name);
      const rows = [...new Set(cidrs)].map((cidr) => ({ cluster, cidr, marker: randomBytes(9).toString("base64url") }));
      if (rows.length > 0) await run(() => orm.insert(ownedEntries).values(rows).onConflictDoNothing());
      const owned = { cidr: ownedEntries.cidr, marker: ownedEntries.marker };
      return run(() => orm.select(owned).from(ownedEntries).where(eq(ownedEntries.cluster, cluster)));
    },

    async openWrite(cluster) {
      const open = and(eq(listWrites.cluster, formatClusterName(cluster)), eq(listWrites.state, "open"));
      const [row] = await run(() => orm.select().from(listWrites).where(open));
      return row ? toOpenWrite(row) : null;
    },

    settle: (_, transitions, at) =>
      audited(database, (transaction, tell) => applyTransitions(transitions, at, transaction, tell)),

    beginWrite: (intent) => beginWrite(database, intent),

    recordOperation: (write, operation, at) =>
      audited(database, async (transaction, tell) => {
        const open = and(eq(listWrites.id, write.id), eq(listWrites.state, "open"));
        const done = await transaction
          .update(listWrites)
          .set({ operation })
          .where(open)
          .returning({ id: listWrites.id });
        if (done.length === 0) throw new StoreError("query-failed", `The write ${write.id} has an outcome already.`);
        tell(eventOf(write, at, "write.accepted", { state: "open", operation }));
      }),

    closeWrite: (write, { outcome, detail, transitions, foreignDrift, ownDrift, at }) =>
      audited(database, async (transaction, tell) => {
        const open = and(eq(listWrites.id, write.id), eq(listWrites.state, "open"));
        const closed = { state: outcome, detail: toText(detail), closedAt: at };
        const done = await transaction.update(listWrites).set(closed).where(open).returning({ id: listWrites.id });
        if (done.length === 0) return false;
        tell(eventOf(write, at, `write.${outcome}`, { state: outcome, detail }));
        if (ownDrift) tell(eventOf(write, at, "list.own-drift", ownDrift));
        if (foreignDrift) tell(eventOf(write, at, "list.foreign-drift", foreignDrift));
        await applyTransitions(transitions, at, transaction, tell);
        return true;
      }),

    updates: updateQueue(database),
    dueClusters: (now) => dueClusters(database, now),
    withClusterLock: (cluster, work) => session.withLock(formatClusterName(cluster), work),
    onWake: (wake) => session.onWake(wake),
  };
}

async function beginWrite(database: Database, intent: WriteIntent): Promise<boolean> {
  return audited(database, async (transaction, tell) => {
    const { id, at, etag, adds, removes } = intent;
    const ids = [...adds, ...removes].flatMap((change) => change.grants);
    const rows =
      ids.length === 0
        ? []
        : await selectGrants(transaction).where(inArray(grants.id, ids)).for("update", { of: grants });
    const found = new Map(rows.map((row) => [row.id, toGrant(row)]));
    const asPlanned = (grantId: string, live: boolean) => {
      const grant = found.get(grantId);
      return grant !== undefined && isLive(grant, at) === live;
    };
    const stale =
      adds.some((change) => change.grants.some((grant) => !asPlanned(grant, true))) ||
      removes.some((change) => change.grants.some((grant) => !asPlanned(grant, false)));
    if (stale || (await isWantedAgain(transaction, intent, ids))) return false;
    const lists = {
      before: sql`${toJsonb(intent.before)}::jsonb`,
      after: sql`${toJsonb(intent.after)}::jsonb`,
      adds: sql`${toJsonb(adds)}::jsonb`,
      removes: sql`${toJsonb(removes)}::jsonb`,
    };
    const cluster = formatClusterName(intent.cluster);
    const made = await transaction
      .insert(listWrites)
      .values({ id, cluster, at, etag, ...lists, state: "open", detail: "" })
      .onConflictDoNothing()
      .returning({ id: listWrites.id });
    if (made.length === 0) return false;
    const ending = removes.flatMap((change) => change.grants).flatMap((grant) => found.get(grant) ?? []);
    for (const grant of ending.filter(({ stop, state }) => stop === null && state === "active")) {
      await transaction.update(grants).set({ stopAt: at, stopReason: "expired" }).where(eq(grants.id, grant.id));
      tell({
        at,
        actor: applierActor,
        action: "grant.expired",
        subject: `grants/${grant.id}`,
        data: { state: "active" },
      });
    }
    tell(eventOf(intent, at, "write.intended", { state: "open", cluster, etag, adds, removes }));
    return true;
  });
}

/** True when a network that is to be removed has another grant by now: a planner that stood still does not know of it. */
async function isWantedAgain(
  transaction: Transaction,
  { cluster, removes, at }: WriteIntent,
  known: readonly string[],
): Promise<boolean> {
  if (removes.length === 0) return false;
  const cidrs = removes.map(({ cidr }) => cidr);
  const open = inArray(grants.state, ["approved", "active"]);
  const here = and(eq(grants.cluster, formatClusterName(cluster)), inArray(grants.cidr, cidrs), open);
  const rows = await selectGrants(transaction).where(here);
  return rows.some((row) => !known.includes(row.id) && isLive(toGrant(row), at));
}

function toOpenWrite(row: typeof listWrites.$inferSelect): OpenWrite {
  const { id, at, etag, before, after, adds, removes, operation } = row;
  return { id, cluster: toClusterName(row.cluster), at, etag, before, after, adds, removes, operation };
}

function eventOf({ id }: WriteIntent, at: Date, action: string, data: Readonly<Record<string, unknown>>) {
  return { at, actor: applierActor, action, subject: `writes/${id}`, data };
}
