import type { Grant } from "@/lib/changes/grant";
import type { VirtualTime } from "@/lib/changes/testing";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { Store } from "@/lib/store/store";
import { isStoreError } from "@/lib/store/store-error";

const networks = ["62.4.5.6/32", "62.4.5.7/32", "62.9.0.0/24", "81.92.201.9/32"];
const minute = 60_000;

type Wishes = {
  readonly grants: Store["grants"];
  readonly cluster: ClusterName;
  /** Makes ids of this run's own. */
  readonly seed: string;
  readonly random: () => number;
  readonly time: VirtualTime;
};

/** What people allowed, by the grant's id: from when on (milliseconds since the epoch), and for how long. */
export type Allowed = { from: number; durationMs: number };

/**
 * What people do in the first minutes of a run: ask for a network (twice, as an impatient finger does), approve, deny,
 * extend, revoke. Gives back what they allowed, one for each click.
 */
export function scheduleWishes({ grants, cluster, seed, random, time }: Wishes): ReadonlyMap<string, Allowed> {
  const ledger = new Map<string, Allowed>();
  const boss = { id: `boss-${seed}`, name: "Boss" };
  for (let index = 0; index < 4; index += 1) {
    const at = random() * 1.5 * minute;
    const cidr = networks[Math.floor(random() * networks.length)] ?? "62.4.5.6/32";
    const approvalsNeeded = random() < 0.3 ? 1 : 0;
    const durationMs = Math.round((0.3 + random() * 1.2) * minute);
    const repeats = random() < 0.5 ? 2 : 1;
    const later = random();
    const delay = random() * 1.5 * minute;
    const id = (click: number) => `g-${seed}-${index}-${click}`;
    time.at(at, async () => {
      const requestedAt = time.clock.now();
      ledger.set(id(0), {
        from: approvalsNeeded > 0 ? Number.POSITIVE_INFINITY : requestedAt.getTime(),
        durationMs,
      });
      for (let click = 0; click < repeats; click += 1) {
        await insistently(() => grants.request([request(id(click), `${seed}-${index}`)]));
      }
      function request(grant: string, idempotencyKey: string) {
        return {
          ...{ id: grant, cluster, cidr, requestedAt, durationMs, approvalsNeeded, idempotencyKey },
          ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
          principal: { id: `ana-${seed}`, name: "Ana" },
          reason: "incident",
          startBy: new Date(requestedAt.getTime() + 2 * minute),
        };
      }
    });
    time.at(at + delay, async () => {
      const decision = { by: boss, at: time.clock.now() };
      if (later < 0.3) await insistently(() => grants.revoke(id(0), decision));
      else if (later < 0.5) {
        const extended = await insistently(() => grants.extend(id(0), { ...decision, byMs: minute / 2 }));
        const allowed = ledger.get(id(0));
        if (allowed && extended.kind === "done") allowed.durationMs += minute / 2;
      } else if (later < 0.55) await insistently(() => grants.deny(id(0), { ...decision, why: "no" }));
    });
    if (random() < 0.8) {
      time.at(at + random() * 30_000, async () => {
        const allowed = ledger.get(id(0));
        if (allowed) allowed.from = Math.min(allowed.from, time.clock.now().getTime());
        await insistently(() => grants.approve(id(0), { by: boss, at: time.clock.now() }));
      });
    }
  }
  return ledger;
}

/** Clicks again while the database does not answer; it is killed only while nobody waits for its answer. */
export async function insistently<Answer>(click: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await click();
    } catch (error) {
      if (!isStoreError(error) || error.reason !== "unavailable" || tries > 50) throw error;
    }
  }
}

/** All grants of a store, newest first. */
export async function allGrants(grants: Store["grants"]): Promise<readonly Grant[]> {
  const found: Grant[] = [];
  let cursor: string | undefined;
  do {
    const page = await grants.list({ limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.grants);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}
