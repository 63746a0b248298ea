import { sql } from "drizzle-orm";
import type { DueCluster } from "@/lib/changes/ports";
import type { Database } from "@/lib/store/database";
import { toClusterName } from "./grant-rows";

/** How long a list is still looked at after our last write to it: a late request or an old list may bring an entry back. */
const watchedAfterWrite = "24 hours";

/**
 * Clusters with something to do or to watch. Due at once: an approved grant, a decision to end one, a write without
 * outcome, an update without one. Due later: the end of an active grant, the last moment for one that waits.
 */
export async function dueClusters({ orm, run }: Database, now: Date): Promise<readonly DueCluster[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const found = await run(() =>
    orm.execute<{ cluster: string; due: string | null; watch: boolean }>(sql`
      SELECT cluster, to_char(min(due) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS due, bool_or(watch) AS watch
      FROM (
        SELECT cluster,
               CASE WHEN state = 'requested' THEN start_by
                    WHEN state = 'approved' OR stop_at IS NOT NULL THEN ${at}
                    ELSE expires_at END AS due,
               state = 'active' AS watch
        FROM grants WHERE state IN ('requested', 'approved', 'active')
        UNION ALL
        SELECT cluster, CASE WHEN state = 'open' THEN ${at} END, true
        FROM list_writes WHERE state = 'open' OR at > ${at} - ${watchedAfterWrite}::interval
        UNION ALL
        SELECT cluster, ${at}, false FROM updates WHERE state IN ('queued', 'open')
      ) AS everything
      GROUP BY cluster`),
  );
  return found.rows.map(({ cluster, due, watch }) => ({
    cluster: toClusterName(cluster),
    at: due === null ? null : new Date(due),
    watch,
  }));
}
