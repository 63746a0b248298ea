import type { GrantStore } from "@/lib/changes/grant-store";
import type { VirtualTime } from "@/lib/changes/testing";
import type { ClusterName } from "@/lib/core/cluster-name";

const networks = ["62.4.5.6/32", "62.4.5.7/32", "62.9.0.0/24", "81.92.200.9/32"];
const minute = 60_000;

type Clicks = {
  readonly grants: GrantStore;
  readonly cluster: ClusterName;
  readonly seed: string;
  readonly random: () => number;
  readonly time: VirtualTime;
};

/** What people allowed, by the grant's id: from when on (milliseconds since the epoch), and for how long. */
export type Allowed = { from: number; durationMs: number };

/**
 * What people do in the first half of a run: ask for a network (twice, as an impatient finger does), approve, deny, extend,
 * revoke. Gives back what they allowed, one for each click.
 */
export function scheduleClicks({ grants, cluster, seed, random, time }: Clicks): ReadonlyMap<string, Allowed> {
  const ledger = new Map<string, Allowed>();
  const boss = { id: `boss-${seed}`, name: "Boss" };
  for (let index = 0; index < 5; index += 1) {
    const at = random() * 5 * minute;
    const cidr = networks[Math.floor(random() * networks.length)] ?? "62.4.5.6/32";
    const approvalsNeeded = random() < 0.3 ? 1 : 0;
    const durationMs = Math.round((0.5 + random() * 4) * minute);
    const repeats = random() < 0.5 ? 2 : 1;
    const later = random();
    const delay = random() * 4 * minute;
    const id = (click: number) => `g-${seed}-${index}-${click}`;
    time.at(at, async () => {
      const from = approvalsNeeded > 0 ? Number.POSITIVE_INFINITY : time.clock.now().getTime();
      ledger.set(id(0), { from, durationMs });
      for (let click = 0; click < repeats; click += 1) {
        const requestedAt = time.clock.now();
        await grants.request([
          {
            ...{ id: id(click), cluster, cidr, requestedAt, durationMs, approvalsNeeded },
            ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
            principal: { id: `ana-${seed}`, name: "Ana" },
            reason: "incident",
            startBy: new Date(requestedAt.getTime() + 3 * minute),
            idempotencyKey: `${seed}-${index}`,
          },
        ]);
      }
    });
    const act = async () => {
      const decision = { by: boss, at: time.clock.now() };
      if (later < 0.3) await grants.revoke(id(0), decision);
      else if (later < 0.5) {
        const extended = await grants.extend(id(0), { ...decision, byMs: minute });
        const allowed = ledger.get(id(0));
        if (allowed && extended.kind === "done") allowed.durationMs += minute;
      } else if (later < 0.55) await grants.deny(id(0), { ...decision, why: "no" });
    };
    time.at(at + delay, act);
    if (random() < 0.8) {
      time.at(at + random() * 30_000, async () => {
        const allowed = ledger.get(id(0));
        if (allowed) allowed.from = Math.min(allowed.from, time.clock.now().getTime());
        await grants.approve(id(0), { by: boss, at: time.clock.now() });
      });
    }
  }
  return ledger;
}
