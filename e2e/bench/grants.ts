import { randomUUID } from "node:crypto";
import { startApplier } from "@/lib/changes/applier";
import { realSleep } from "@/lib/changes/real-sleep";
import { formatClusterName } from "@/lib/core/cluster-name";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { openStore } from "@/lib/store/store";
import { startTestCluster } from "@/lib/store/testing";
import { type ChaosGoogle, type Place, placeOf, startChaosGoogle } from "../chaos/google";
import { type Algorithm, type Attempt, retryWithEtag, staleBodyRetry } from "./other-algorithms";

/**
 * How long one operation of the simulated Google lasts, in real milliseconds. Real ones take about a hundred times as long,
 * and the applier's pauses between two looks are made for those: here one pause is as long as one operation, so that it
 * weighs no more than there.
 */
const lifetimeMs = 480;
const people = 25;

/** What became of 25 people who ask at once for their address on one cluster. */
export type GrantsResult = {
  /** Updates that Google carried out. */
  readonly writes: number;
  /** Updates that it refused. */
  readonly refused: number;
  /** From the first request to the moment at which the last person was told, as a multiple of one operation. */
  readonly timeOverOperation: number;
  /** How many were told that they are in. */
  readonly told: number;
  /** How many of those are not in the list. */
  readonly lost: number;
  /** Entries of others whose name or network is not what it was. */
  readonly foreignChanged: number;
};

export type GrantsBench = Readonly<Record<"drawbridge" | "retryWithEtag" | "staleBodyRetry", GrantsResult>>;

/** The three algorithms, one after the other, each on a cluster of its own of one simulator with one lifetime of operations. */
export async function benchGrants(): Promise<GrantsBench> {
  const foreign = [
    { cidrBlock: "81.92.200.0/24", displayName: "office" },
    { cidrBlock: "185.44.108.30/32", displayName: "vpn" },
  ];
  const names = ["drawbridge", "retry-with-etag", "stale-body-retry"] as const;
  const places = names.map((name) => placeOf(name, foreign));
  const google = await startChaosGoogle(places, () => new Date(), { lifetimeMs, pendingMs: 50 });
  try {
    const [ours, etag, stale] = places;
    if (!ours || !etag || !stale) throw new Error("a place is missing");
    return {
      drawbridge: await measure(google, ours, (cidrs) => drawbridge(google, ours, cidrs)),
      retryWithEtag: await measure(google, etag, each(google, etag, retryWithEtag)),
      staleBodyRetry: await measure(google, stale, each(google, stale, staleBodyRetry)),
    };
  } finally {
    await google.simulator.close();
  }
}

/** Asks for all of them at once; resolves with the networks of those who were told that they are in, and how long that took. */
type Contest = (cidrs: readonly string[]) => Promise<{ readonly told: readonly string[]; readonly tookMs: number }>;

async function measure(google: ChaosGoogle, place: Place, contest: Contest): Promise<GrantsResult> {
  const cidrs = Array.from({ length: people }, (_, index) => `62.4.5.${index + 1}/32`);
  const { told, tookMs } = await contest(cidrs);
  const { entries } = await google.list(place.cluster);
  const history = (await google.history()).get(formatClusterName(place.cluster)) ?? [];
  const isThere = (cidr: string) => entries.some(({ cidrBlock }) => cidrBlock === cidr);
  const same = place.entries.filter((one) =>
    entries.some(({ cidrBlock, displayName }) => cidrBlock === one.cidrBlock && displayName === one.displayName),
  );
  return {
    writes: history.filter(({ outcome }) => outcome === "accepted").length,
    refused: history.filter(({ outcome }) => outcome === "refused").length,
    timeOverOperation: Math.round((tookMs / lifetimeMs) * 10) / 10,
    told: told.length,
    lost: told.filter((cidr) => !isThere(cidr)).length,
    foreignChanged: place.entries.length - same.length,
  };
}

/** Everybody for themselves, with one algorithm. */
function each(google: ChaosGoogle, { cluster }: Place, algorithm: Algorithm): Contest {
  return async (cidrs) => {
    const attempt: Omit<Attempt, "cidr"> = {
      url: `${google.simulator.google}v1/${formatClusterName(cluster)}`,
      lifetimeMs,
    };
    const startedAt = performance.now();
    const told = await Promise.all(cidrs.map((cidr) => algorithm({ ...attempt, cidr })));
    return { told: cidrs.filter((_, index) => told[index]), tookMs: performance.now() - startedAt };
  };
}

/** The product's applier on a PostgreSQL of its own. */
async function drawbridge(
  { simulator }: ChaosGoogle,
  { cluster }: Place,
  cidrs: readonly string[],
): ReturnType<Contest> {
  const tests = await startTestCluster();
  const test = await tests.createStore();
  const store = await openStore(
    { databaseUrl: test.databaseUrl, dataDirectory: "", retentionDays: 1 },
    () => undefined,
  );
  const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
  const identity = googleIdentity(settings);
  const applier = startApplier({
    container: { ...containerReader(settings, identity), ...containerWriter(settings, identity) },
    store: store.changes,
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    sleep: realSleep,
    random: Math.random,
    newId: randomUUID,
    log: () => undefined,
  });
  try {
    const startedAt = performance.now();
    await Promise.all(cidrs.map((cidr) => ask(cidr)));
    for (;;) {
      const { grants } = await store.grants.list({ cluster, limit: 500 });
      if (grants.every(({ state }) => state !== "approved")) {
        const told = grants.flatMap(({ state, cidr }) => (state === "active" ? [cidr] : []));
        return { told, tookMs: performance.now() - startedAt };
      }
      await realSleep(10, new AbortController().signal);
    }
  } finally {
    await applier.stop();
    await store.close();
    await test.close();
    await tests.close();
  }

  async function ask(cidr: string): Promise<void> {
    const requestedAt = new Date();
    await store.grants.request([
      {
        ...{ id: randomUUID(), cluster, cidr, requestedAt, durationMs: 3_600_000, approvalsNeeded: 0 },
        ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
        principal: { id: cidr, name: cidr },
        reason: "incident",
        startBy: new Date(requestedAt.getTime() + 600_000),
        idempotencyKey: "click",
      },
    ]);
  }
}
