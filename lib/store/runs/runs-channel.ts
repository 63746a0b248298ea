import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/store/audit/audited";

/** The channel on which whoever looks at a run hears that it changed; the payload is its id. */
export const runsChannel = "drawbridge_runs";

/** Told when the transaction is committed. */
export async function tellChange(transaction: Pick<Transaction, "execute">, id: string): Promise<void> {
  await transaction.execute(sql`SELECT pg_notify(${runsChannel}, ${id})`);
}
