import { seeded, type VirtualTime, virtualTime } from "@/lib/changes/testing";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { UpdateSettings } from "@/lib/simulator/updates/settings";
import type { Store } from "@/lib/store/store";
import type { TestStore } from "@/lib/store/testing";
import type { ChaosRun } from "./check-history";
import { Crew, type Toll, type Unrest } from "./crew";
import { type ChaosGoogle, type Place, placeOf, startChaosGoogle } from "./google";
import type { Nursery } from "./instance";
import type { Mutation } from "./mutations";
import { scheduleFailures, scheduleOthers, someEntries } from "./others";
import { type Allowed, allGrants, scheduleWishes } from "./people";

export type ArenaOptions = {
  /** One cluster for each. */
  readonly seeds: readonly number[];
  readonly test: TestStore;
  readonly nursery: Nursery;
  /** What is done to the appliers and to PostgreSQL meanwhile; without it, nothing. */
  readonly unrest?: Unrest;
  /** What is broken on the clusters of these seeds. */
  readonly mutations?: ReadonlyMap<number, Mutation>;
  /** Chance that an update is held back between its plan and its sending. */
  readonly slowness?: number;
};

/** Milliseconds of virtual time. */
const length = 6 * 60_000;

/**
 * Six minutes of virtual time on one cluster for each seed: people ask for grants and end them, a person and Terraform edit
 * the lists, Google fails in every way it can, and three applier processes, which share one PostgreSQL, are killed, stopped
 * for longer than their locks last, and started again; so is PostgreSQL. In the last minutes everybody lets it be.
 */
export async function runArena(
  options: ArenaOptions,
): Promise<{ readonly runs: readonly ChaosRun[]; readonly toll: Toll }> {
  const { seeds, test, nursery, unrest, mutations = new Map<number, Mutation>(), slowness = 0.2 } = options;
  const random = seeded(seeds[0] ?? 0);
  const time = virtualTime();
  const places = seeds.map((seed) => placeOf(`c${seed}`, someEntries(seeded(seed))));
  const settings: Partial<UpdateSettings> = {
    hostBits: random() < 0.5 ? "normalise" : "keep",
    omittedFlags: random() < 0.5 ? "keep" : "reset",
  };
  const google = await startChaosGoogle(places, () => time.clock.now(), settings);
  const crew = new Crew({
    ...{ nursery, test, google, time, random, unrest, slowness },
    mutations: Object.fromEntries([...mutations].map(([seed, mutation]) => [`c${seed}`, mutation])),
  });
  try {
    const allowed: ReadonlyMap<string, Allowed>[] = [];
    for (const [index, seed] of seeds.entries()) {
      const place = places[index];
      if (!place) continue;
      const own = seeded(seed);
      await scheduleOthers({ google, place, time, random: own }, length, mutations.has(seed));
      allowed.push(
        scheduleWishes({ grants: test.store.grants, cluster: place.cluster, seed: String(seed), random: own, time }),
      );
    }
    scheduleFailures({ google, time, random }, places, length);
    await crew.through(length);
    return { runs: await collect(google, test.store, places, seeds, allowed, time), toll: crew.toll() };
  } finally {
    crew.close();
    await google.simulator.close();
  }
}

/** What there is to judge, cluster by cluster. */
export async function collect(
  google: ChaosGoogle,
  store: Store,
  places: readonly Place[],
  seeds: readonly number[],
  allowed: readonly ReadonlyMap<string, Allowed>[],
  time: VirtualTime,
): Promise<readonly ChaosRun[]> {
  const history = await google.history();
  const grants = await allGrants(store.grants);
  const activations = await activationsOf(store);
  return places.map(({ cluster }, index) => {
    const key = formatClusterName(cluster);
    const own = grants.filter((grant) => formatClusterName(grant.cluster) === key);
    const ids = new Set(own.map(({ id }) => id));
    return {
      seed: seeds[index] ?? 0,
      history: history.get(key) ?? [],
      grants: own,
      allowed: allowed[index] ?? new Map(),
      activations: activations.filter(({ grant }) => ids.has(grant)),
      endedAt: time.clock.now().getTime(),
    };
  });
}

/** When people were told that a grant is active, by the audit log. */
async function activationsOf({ audit }: Store): Promise<readonly ChaosRun["activations"][number][]> {
  const found: ChaosRun["activations"][number][] = [];
  let before: number | undefined;
  do {
    const more = before === undefined ? {} : { before };
    const { events, nextCursor } = await audit.list({ action: "grant.activated", limit: 500, ...more });
    for (const { at, subject, data } of events) {
      const { activatedAt } = data as { readonly activatedAt: string };
      found.push({ grant: subject.replace("grants/", ""), at: new Date(at).getTime(), since: Date.parse(activatedAt) });
    }
    before = nextCursor ?? undefined;
  } while (before !== undefined);
  return found;
}
