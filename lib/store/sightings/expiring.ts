import { sql } from "drizzle-orm";
import { applierActor, audited } from "@/lib/store/audit/audited";
import type { Database } from "@/lib/store/database";

/** Ten minutes before the end, or a fifth of the grant's time when that is less. */
const warningBefore = sql.raw("least(interval '10 minutes', duration_ms * interval '0.2 milliseconds')");

/**
 * Tells of each active grant that ends soon and whose end is not decided, once for each end: one that is extended is told
 * of again. Resolves with how many.
 */
export function tellExpiring(database: Database, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  return audited(database, async (transaction, tell) => {
    const { rows } = await transaction.execute<{ id: string; cluster: string; cidr: string; expires: string }>(sql`
      UPDATE grants SET expiring_told_at = ${at}
      WHERE state = 'active' AND stop_at IS NULL AND expires_at > ${at} AND expires_at - ${warningBefore} <= ${at}
        AND (expiring_told_at IS NULL OR expiring_told_at < expires_at - ${warningBefore})
      RETURNING id, cluster, cidr,
        to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS expires`);
    for (const { id, cluster, cidr, expires } of rows) {
      const data = { state: "active", cluster, cidr, expiresAt: expires };
      tell({ at: now, actor: applierActor, action: "grant.expiring", subject: `grants/${id}`, data });
    }
    return rows.length;
  });
}
