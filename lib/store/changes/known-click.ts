import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/lib/store/audit/audited";
import { idempotency } from "@/lib/store/schema-changes";

/**
 * Writes a click down, or tells that it was seen before: `same` for the same request, `other` for a key that was used for
 * another one. Waits for another transaction with the same key.
 */
export async function knownClick(
  transaction: Transaction,
  click: typeof idempotency.$inferInsert,
): Promise<"new" | "same" | "other"> {
  const fresh = await transaction
    .insert(idempotency)
    .values(click)
    .onConflictDoNothing()
    .returning({ key: idempotency.key });
  if (fresh.length > 0) return "new";
  const mine = and(eq(idempotency.principalId, click.principalId), eq(idempotency.key, click.key));
  const [before] = await transaction.select().from(idempotency).where(mine);
  return before?.fingerprint === click.fingerprint ? "same" : "other";
}
