import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { GrantVerification, Person } from "@/lib/changes/grant";
import type { UpdateAnswer, UpdateRequestAnswer, UpdateStore } from "@/lib/changes/updates/port";
import type { Update, UpdateRequest } from "@/lib/changes/updates/update";
import { formatClusterName } from "@/lib/core/cluster-name";
import { audited, type Tell, type Transaction } from "@/lib/store/audit/audited";
import { canonicalJson } from "@/lib/store/audit/event";
import { decodeCursor, encodeCursor } from "@/lib/store/cursor";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { idempotency, updates } from "@/lib/store/schema-changes";
import { StoreError } from "@/lib/store/store-error";
import { newRow, toUpdate } from "./update-rows";
import { updatesWithStep } from "./updates-with-step";

const largestPage = 500;

/** Every method throws StoreError, and nothing else. */
export function updateRepository(database: Database): UpdateStore {
  const { orm, run } = database;
  return {
    request: (request) => audited(database, (transaction, tell) => insertOnce(request, transaction, tell)),

    async get(id) {
      if (id.includes("\0")) return undefined;
      const [row] = await run(() => orm.select().from(updates).where(eq(updates.id, id)));
      return row && toUpdate(row);
    },

    async list({ cluster, principalId, states, limit, cursor }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw new StoreError("invalid-limit", `A page has 1 to ${largestPage} updates, not ${limit}.`);
      }
      const position = cursor === undefined ? undefined : decodeCursor(cursor);
      const where = and(
        cluster && eq(updates.cluster, formatClusterName(cluster)),
        principalId === undefined ? undefined : eq(updates.principalId, toText(principalId)),
        states && inArray(updates.state, [...states]),
        position &&
          sql`(${updates.requestedAt}, ${updates.id}) < (${position.createdAt.toISOString()}::timestamptz, ${position.id})`,
      );
      const newest = [desc(updates.requestedAt), desc(updates.id)];
      const query = () =>
        orm
          .select()
          .from(updates)
          .where(where)
          .orderBy(...newest)
          .limit(limit + 1);
      const found = await run(query);
      const page = found.slice(0, limit).map(toUpdate);
      const last = page.at(-1);
      const more = last && found.length > limit;
      return { updates: page, nextCursor: more ? encodeCursor({ createdAt: last.requestedAt, id: last.id }) : null };
    },

    withStep: updatesWithStep(database),

    verify: (id, proof) => audited(database, (transaction, tell) => verify(id, proof, transaction, tell)),
  };
}

async function insertOnce(request: UpdateRequest, transaction: Transaction, tell: Tell): Promise<UpdateRequestAnswer> {
  const click = { principalId: toText(request.principal.id), key: toText(request.idempotencyKey) };
  const fingerprint = fingerprintOf(request);
  // Waits for another transaction with the same key, and then finds its row.
  const fresh = await transaction
    .insert(idempotency)
    .values({ ...click, fingerprint, createdAt: request.requestedAt })
    .onConflictDoNothing()
    .returning({ key: idempotency.key });
  if (fresh.length === 0) {
    const before = and(eq(idempotency.principalId, click.principalId), eq(idempotency.key, click.key));
    const [earlier] = await transaction.select().from(idempotency).where(before);
    const mine = and(eq(updates.principalId, click.principalId), eq(updates.idempotencyKey, click.key));
    const [made] = await transaction.select().from(updates).where(mine);
    if (!made || earlier?.fingerprint !== fingerprint) {
      return { kind: "refused", why: "This idempotency key was used for another request: use a new one." };
    }
    return { kind: "done", update: toUpdate(made), repeated: true };
  }
  const [made] = await transaction.insert(updates).values(newRow(request)).returning();
  if (!made) throw new StoreError("query-failed", "PostgreSQL returned no row for a new update.");
  const update = toUpdate(made);
  tell(requestedEvent(update));
  return { kind: "done", update, repeated: false };
}

async function verify(
  id: string,
  { by, ...proof }: GrantVerification & { readonly by: Person },
  transaction: Transaction,
  tell: Tell,
): Promise<UpdateAnswer> {
  if (id.includes("\0")) return { kind: "not-found" };
  const [row] = await transaction.select().from(updates).where(eq(updates.id, id)).for("update");
  if (!row) return { kind: "not-found" };
  const update = toUpdate(row);
  if (update.verified !== null) return { kind: "done", update };
  if (update.state !== "applied" || update.closedAt === null) {
    return { kind: "refused", why: `The change is ${update.state}, not applied.` };
  }
  if (proof.at < update.closedAt) return { kind: "refused", why: "This was seen before the change was applied." };
  const verified = { ...proof, at: proof.at.toISOString() };
  await transaction
    .update(updates)
    .set({ verified: sql`${toJsonb(verified)}::jsonb` })
    .where(eq(updates.id, id));
  const cluster = formatClusterName(update.cluster);
  const data = { state: update.state, cluster, title: update.title, by, ...verified };
  tell({ at: proof.at, actor: by.id, action: "update.verified", subject: `updates/${id}`, data });
  return { kind: "done", update: { ...update, verified: proof } };
}

function fingerprintOf({ cluster, remedy, plan, reason, confirmed }: UpdateRequest): string {
  const wanted = { cluster: formatClusterName(cluster), remedy, plan, reason: toText(reason), confirmed };
  return canonicalJson({ update: JSON.parse(toJsonb(wanted)) });
}

function requestedEvent(update: Update) {
  const { id, cluster, remedy, title, plan, diagnosis, principal, reason, requestedAt, confirmed, undoes } = update;
  return {
    at: requestedAt,
    actor: principal.id,
    action: "update.requested",
    subject: `updates/${id}`,
    data: {
      state: "queued",
      cluster: formatClusterName(cluster),
      ...{ remedy, title, plan, diagnosis, principal, reason, confirmed, undoes },
    },
  };
}
