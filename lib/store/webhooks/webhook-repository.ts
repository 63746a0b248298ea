import { eq, sql } from "drizzle-orm";
import type { Outbox } from "@/lib/notify/outbox";
import type { AuditLog } from "@/lib/store/audit/audit-log";
import type { Session } from "@/lib/store/changes/session";
import type { Database } from "@/lib/store/database";
import { toText } from "@/lib/store/json-text";
import { auditHead, webhookCursors } from "@/lib/store/schema-changes";

/** Every method throws StoreError, and nothing else; `withLock` also what its work throws. */
export function webhookRepository({ orm, run }: Database, session: Session, audit: AuditLog): Outbox {
  const cursor = { seq: webhookCursors.seq, attempts: webhookCursors.attempts, nextAt: webhookCursors.nextAt };
  return {
    async open(endpoint, now) {
      // An endpoint that is new hears of what happens from now on.
      const end = orm
        .select({
          endpoint: sql<string>`${endpoint}::text`.as("endpoint"),
          seq: auditHead.seq,
          attempts: sql<number>`0`.as("attempts"),
          nextAt: sql<Date>`${now.toISOString()}::timestamptz`.as("next_at"),
          lastError: sql<string>`''`.as("last_error"),
        })
        .from(auditHead);
      await run(() => orm.insert(webhookCursors).select(end).onConflictDoNothing());
    },

    async cursor(endpoint) {
      const [row] = await run(() =>
        orm.select(cursor).from(webhookCursors).where(eq(webhookCursors.endpoint, endpoint)),
      );
      return row;
    },

    async told(endpoint, seq, now) {
      const set = { seq, attempts: 0, nextAt: now, lastError: "" };
      await run(() => orm.update(webhookCursors).set(set).where(eq(webhookCursors.endpoint, endpoint)));
    },

    async failed(endpoint, { attempts, nextAt, error }) {
      const set = { attempts, nextAt, lastError: toText(error) };
      await run(() => orm.update(webhookCursors).set(set).where(eq(webhookCursors.endpoint, endpoint)));
    },

    after: (seq, limit) => audit.after(seq, limit),
    about: (events) => audit.about(events),
    withLock: (name, work) => session.withLock(name, work),
    onWake: (wake) => session.onWake(wake),
  };
}
