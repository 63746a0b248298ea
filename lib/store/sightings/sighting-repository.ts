import { and, eq, inArray, like, max, notInArray, sql } from "drizzle-orm";
import type { ListSighting } from "@/lib/changes/watch/list-state";
import type { ToldChange, WatchStore } from "@/lib/changes/watch/ports";
import type { OwnedEntry } from "@/lib/changes/write";
import { formatClusterName } from "@/lib/core/cluster-name";
import { audited, type Transaction, unknownActor } from "@/lib/store/audit/audited";
import { toClusterName } from "@/lib/store/changes/grant-rows";
import type { Session } from "@/lib/store/changes/session";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { entrySightings, listSightings, ownedEntries } from "@/lib/store/schema-changes";
import { tellExpiring } from "./expiring";
import { ownChanges } from "./own-changes";

/** Since when an entry is known. `older`: it was there when its list was first looked at. */
export type EntrySighting = Omit<typeof entrySightings.$inferSelect, "cluster">;

/** Every method throws StoreError, and nothing else; `withLock` also what its work throws. */
export type SightingRepository = WatchStore & {
  /** By the cluster's full name. */
  readonly entries: (clusters: readonly string[]) => Promise<ReadonlyMap<string, readonly EntrySighting[]>>;
  /** Everything that we ever had on these clusters. */
  readonly owned: (clusters: readonly string[]) => Promise<ReadonlyMap<string, readonly OwnedEntry[]>>;
};

export function sightingRepository(database: Database, session: Session): SightingRepository {
  const { orm, run } = database;
  return {
    async lastLook() {
      const [row] = await run(() => orm.select({ last: max(listSightings.seenAt) }).from(listSightings));
      return row?.last ?? null;
    },

    async sightings(project) {
      const ofProject = like(listSightings.cluster, `projects/${project.replace(/[\\%_]/g, "\\$&")}/%`);
      const rows = await run(() => orm.select().from(listSightings).where(ofProject));
      return rows.map(toSighting);
    },

    ownChanges: (cluster, since) => ownChanges(database, cluster, since),

    async seenAgain(clusters, seenAt) {
      const names = clusters.map(formatClusterName);
      await run(() => orm.update(listSightings).set({ seenAt }).where(inArray(listSightings.cluster, names)));
    },

    store: (sighting, before, told) =>
      audited(database, async (transaction, tell) => {
        if (!(await replaceSighting(transaction, sighting, before))) return false;
        await replaceEntries(transaction, sighting, before === undefined);
        if (told) tell(changeEvent(sighting, told));
        return true;
      }),

    async forget(clusters) {
      const names = clusters.map(formatClusterName);
      await run(() =>
        orm.transaction(async (transaction) => {
          await transaction.delete(listSightings).where(inArray(listSightings.cluster, names));
          await transaction.delete(entrySightings).where(inArray(entrySightings.cluster, names));
        }),
      );
    },

    tellExpiring: (now) => tellExpiring(database, now),
    withLock: (name, work) => session.withLock(name, work),

    async entries(clusters) {
      if (clusters.length === 0) return new Map();
      const rows = await run(() =>
        orm
          .select()
          .from(entrySightings)
          .where(inArray(entrySightings.cluster, [...clusters])),
      );
      return Map.groupBy(rows, ({ cluster }) => cluster);
    },

    async owned(clusters) {
      if (clusters.length === 0) return new Map();
      const rows = await run(() =>
        orm
          .select()
          .from(ownedEntries)
          .where(inArray(ownedEntries.cluster, [...clusters])),
      );
      return Map.groupBy(rows, ({ cluster }) => cluster);
    },
  };
}

/** False when `before` is not what is stored. */
async function replaceSighting(
  transaction: Transaction,
  { cluster, entries, ...rest }: ListSighting,
  before: ListSighting | undefined,
): Promise<boolean> {
  const name = formatClusterName(cluster);
  const row = { ...rest, entries: sql`${toJsonb(entries)}::jsonb` };
  const done = before
    ? await transaction
        .update(listSightings)
        .set(row)
        .where(and(eq(listSightings.cluster, name), eq(listSightings.seenAt, before.seenAt)))
        .returning({ cluster: listSightings.cluster })
    : await transaction
        .insert(listSightings)
        .values({ cluster: name, ...row })
        .onConflictDoNothing()
        .returning({ cluster: listSightings.cluster });
  return done.length > 0;
}

async function replaceEntries(
  transaction: Transaction,
  { cluster: name, entries, seenAt }: ListSighting,
  older: boolean,
): Promise<void> {
  const cluster = formatClusterName(name);
  const rows = entries.map(({ cidrBlock, displayName }) => ({
    ...{ cluster, cidrBlock: toText(cidrBlock), displayName: toText(displayName) },
    ...{ firstSeenAt: seenAt, older },
  }));
  const key = sql`(${entrySightings.cidrBlock}, ${entrySightings.displayName})`;
  const kept = rows.map((row) => sql`(${row.cidrBlock}, ${row.displayName})`);
  const left = kept.length > 0 ? notInArray(key, kept) : undefined;
  await transaction.delete(entrySightings).where(and(eq(entrySightings.cluster, cluster), left));
  if (rows.length > 0) await transaction.insert(entrySightings).values(rows).onConflictDoNothing();
}

function changeEvent(now: ListSighting, { before, culprits, why, gone, come, settings }: ToldChange) {
  const cluster = formatClusterName(now.cluster);
  return {
    at: now.seenAt,
    actor: culprits.map(({ principal }) => principal).join(", ") || unknownActor,
    action: "list.changed",
    subject: `lists/${cluster}`,
    data: {
      ...{ cluster, gone, come, settings, by: culprits, why, managedBy: now.managedBy },
      since: before.seenAt.toISOString(),
      before: before.entries,
      after: now.entries,
    },
  };
}

function toSighting({ cluster, ...row }: typeof listSightings.$inferSelect): ListSighting {
  return { ...row, managedBy: row.managedBy as ListSighting["managedBy"], cluster: toClusterName(cluster) };
}
