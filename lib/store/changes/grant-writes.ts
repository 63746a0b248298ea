import { and, desc, eq, or, sql } from "drizzle-orm";
import type { Grant } from "@/lib/changes/grant";
import type { GrantWrite } from "@/lib/changes/grant-store";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { Database } from "@/lib/store/database";
import { listWrites } from "@/lib/store/schema-changes";

/** The newest write of the cluster that has the grant among those that it adds or removes an entry for. */
export async function latestWrite({ orm, run }: Database, { id, cluster }: Grant): Promise<GrantWrite | null> {
  const forIt = JSON.stringify([{ grants: [id] }]);
  const itsOwn = or(sql`${listWrites.adds} @> ${forIt}::jsonb`, sql`${listWrites.removes} @> ${forIt}::jsonb`);
  const [row] = await run(() =>
    orm
      .select()
      .from(listWrites)
      .where(and(eq(listWrites.cluster, formatClusterName(cluster)), itsOwn))
      .orderBy(desc(listWrites.at))
      .limit(1),
  );
  if (!row) return null;
  const { operation, at, closedAt } = row;
  const adds = row.adds.some(({ grants }) => grants.includes(id));
  return { adds, state: row.state as GrantWrite["state"], operation, sentAt: at, closedAt };
}
