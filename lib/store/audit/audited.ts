import { eq, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { auditEvents, auditHead } from "@/lib/store/schema-changes";
import { StoreError } from "@/lib/store/store-error";
import { link, type NewAuditEvent } from "./event";

export type Transaction = Parameters<Parameters<NodePgDatabase["transaction"]>[0]>[0];

/** Tells the audit log, at the end of the transaction. */
export type Tell = (event: NewAuditEvent) => void;

/** Any number that no other lock of Drawbridge takes. */
const chainLock = "7266113001743";

/** The applier, as the audit log names it. Its own changes wake nobody. */
export const applierActor = "applier";

/** Who changed a list, when it is not known. */
export const unknownActor = "unknown";

/** The channel on which an applier is woken. */
export const wakeChannel = "drawbridge_changes";

/**
 * The only way to change grants and writes: `work` and the events that it tells are one transaction. The chain is locked
 * last, so that transactions that wait for each other's rows never hold it.
 */
export function audited<Value>(
  { orm, run }: Database,
  work: (transaction: Transaction, tell: Tell) => Promise<Value>,
): Promise<Value> {
  return run(() =>
    orm.transaction(async (transaction) => {
      const events: NewAuditEvent[] = [];
      const value = await work(transaction, (event) => events.push(event));
      if (events.length > 0) await append(transaction, events);
      return value;
    }),
  );
}

async function append(transaction: Transaction, events: readonly NewAuditEvent[]): Promise<void> {
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(${sql.raw(chainLock)})`);
  const [head] = await transaction.select().from(auditHead);
  if (!head) throw new StoreError("query-failed", "The audit log has lost its head: nothing is changed without it.");
  const clean = events.map((event) => ({ ...event, actor: toText(event.actor), subject: toText(event.subject) }));
  const linked = link(clean, head);
  const rows = linked.map((event) => ({ ...event, data: sql`${toJsonb(event.data)}::jsonb` }));
  await transaction.insert(auditEvents).values(rows);
  const last = linked.at(-1) ?? head;
  await transaction.update(auditHead).set({ seq: last.seq, hash: last.hash }).where(eq(auditHead.id, head.id));
  const byPeople = events.some(({ actor }) => actor !== applierActor);
  if (byPeople) await transaction.execute(sql`SELECT pg_notify(${wakeChannel}, '')`);
}
