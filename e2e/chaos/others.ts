import type { VirtualTime } from "@/lib/changes/testing";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import type { UpdateFailure } from "@/lib/simulator/updates/failures";
import type { ChaosGoogle, Place } from "./google";

const minute = 60_000;

/** Lists as people leave them: host bits, a name of several alphabets, no name, one network twice, a name that looks like ours. */
const foreignEntries: readonly CidrBlock[] = [
  { cidrBlock: "81.92.200.7/24", displayName: "office" },
  { cidrBlock: "185.44.108.30/32", displayName: "vpn “old”" },
  { cidrBlock: "185.44.108.31/32" },
  { cidrBlock: "45.12.0.0/16", displayName: "drawbridge:somebody-else" },
  { cidrBlock: "45.12.0.0/16", displayName: "drawbridge:somebody-else" },
  { cidrBlock: "10.9.0.0/16", displayName: "사무실" },
];

export function someEntries(random: () => number): readonly CidrBlock[] {
  return foreignEntries.filter(() => random() < 0.6);
}

type Scene = {
  readonly google: ChaosGoogle;
  readonly place: Place;
  readonly time: VirtualTime;
  readonly random: () => number;
};

/**
 * Everybody else on one cluster, for the first half of a run of `length` milliseconds: a person who edits, now and then
 * from a copy that is minutes old; Terraform, on some clusters; somebody who switches the filter off and on again.
 * `sparing`: only the person, who leaves entries alone that look like ours.
 */
export async function scheduleOthers(
  { google, place, time, random }: Scene,
  length: number,
  sparing: boolean,
): Promise<void> {
  const { cluster, entries } = place;
  const key = formatClusterName(cluster);
  const some = (most: number) => Math.round(random() * most);
  await google.control("POST", "/actors/human", {
    ...{ cluster: key, edit: "any", seed: some(1e9), count: 3 + some(3) },
    ...{ everyMs: 20_000 + some(40_000), thinkMs: random() < 0.3 && !sparing ? some(30_000) : 0 },
    ...(sparing ? { spare: "drawbridge:" } : {}),
  });
  if (sparing) return;
  if (random() < 0.25) {
    await google.control("POST", "/actors/terraform", { cluster: key, list: entries, count: 3, everyMs: 100_000 });
  }
  let remembered = entries;
  time.at(random() * length * 0.3, async () => {
    remembered = (await google.list(cluster)).entries;
  });
  if (random() < 0.3) time.at(length * (0.3 + random() * 0.2), () => google.overwrite(cluster, true, remembered));
  if (random() < 0.3) {
    time.at(random() * length * 0.5, async () => {
      await google.overwrite(cluster, false, (await google.list(cluster)).entries);
    });
  }
  // Somebody notices that the filter is off.
  for (let at = 1; at < length / minute; at += 1) {
    time.at(at * minute + some(minute), async () => {
      const { enabled, entries: present } = await google.list(cluster);
      if (!enabled) await google.overwrite(cluster, true, present);
    });
  }
}

const failures: readonly UpdateFailure[] = [
  { kind: "error-before", status: 503 },
  { kind: "error-before", status: 400 },
  { kind: "lost-request" },
  { kind: "late-request", afterMs: 3_000 },
  { kind: "error-after", status: 500 },
  { kind: "lost-response" },
  { kind: "operation-error" },
  { kind: "operation-error", applied: true },
  { kind: "not-applied" },
  { kind: "poll-not-found" },
];

/** Google fails on a third of the clusters, in another way each time, and its operations last 1 to 20 seconds. */
export function scheduleFailures(
  { google, time, random }: Omit<Scene, "place">,
  places: readonly Place[],
  length: number,
): void {
  for (let at = 0; at < length; at += 20_000) {
    time.at(at, async () => {
      const struck = at > length * 0.6 ? [] : places.filter(() => random() < 0.3);
      await google.fail(
        struck.flatMap(({ cluster }) => {
          const failure = failures[Math.floor(random() * failures.length)];
          return failure
            ? [{ ...failure, match: { cluster: formatClusterName(cluster), identity: "drawbridge-applier" } }]
            : [];
        }),
      );
      const lifetimeMs = Math.round(1_000 + random() * 19_000);
      const effectiveMs = random() < 0.3 ? Math.round(random() * lifetimeMs) : null;
      await google.control("POST", "/updates", { lifetimeMs, effectiveMs });
      const read = { match: { method: "GET", pathPattern: "/clusters/" }, status: 429, times: 3 };
      await google.control("POST", "/faults", at > length * 0.6 ? [] : [read]);
    });
  }
}
