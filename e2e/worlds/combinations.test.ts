import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checks } from "@/lib/diagnosis/checks";
import { conclude } from "@/lib/diagnosis/engine/conclude";
import { errorCauses } from "@/lib/kubernetes/explain/causes";
import { addresses, anyCase, errorDetails, hideable, sharedTexts } from "./combinations/any-case";
import {
  type Case,
  type ClusterShape,
  healthyCase,
  healthyShape,
  kubeconfigs,
  lists,
  probes,
} from "./combinations/case";
import { factsOf } from "./combinations/facts-of";
import { violationsOf } from "./combinations/invariants";
import { violationsInOrder, violationsWithout } from "./combinations/over-time";

/**
 * Every combination of what can be true of a cluster, a caller, a kubeconfig, an error text and a connection is judged,
 * and the verdict is held against promises that do not depend on how the checks are written: `combinations/oracle.ts`
 * reads the configuration on its own, `combinations/invariants.ts` says what must hold.
 *
 * `COMBINATIONS=100000 npx vitest … e2e/worlds/combinations.test.ts` takes all of them, and looks further at random, from
 * another seed each time.
 */
const runs = Number(process.env.COMBINATIONS ?? 800);
const seed = process.env.COMBINATIONS ? Date.now() : 20_260_101;
const timeout = 120_000 + runs * 50;

/** The promises that these situations break, each with the first situation that breaks it. */
function brokenBy(situations: Iterable<Case>, violations = (situation: Case) => violationsOf(factsOf(situation))) {
  const broken = new Map<string, Case>();
  let count = 0;
  for (const situation of sampled(situations)) {
    count += 1;
    for (const { rule, detail } of violations(situation)) {
      const key = `${rule}: ${detail}`;
      if (!broken.has(key)) broken.set(key, situation);
    }
  }
  expect(count).toBeGreaterThan(0);
  return Object.fromEntries(broken);
}

/** A third of them, the same every time and evenly spread; all when more are asked for. */
function* sampled<Value>(values: Iterable<Value>): Generator<Value> {
  let index = 0;
  for (const value of values) {
    index += 1;
    if (process.env.COMBINATIONS || Math.imul(index, 2_654_435_761) >>> 0 < 2 ** 32 / 3) yield value;
  }
}

/** One record for each combination of the fields' values. */
function* product<Fields extends Readonly<Record<string, readonly unknown[]>>>(
  fields: Fields,
): Generator<{ -readonly [Name in keyof Fields]: Fields[Name][number] }> {
  const [entry, ...rest] = Object.entries(fields);
  if (!entry) {
    yield {} as { -readonly [Name in keyof Fields]: Fields[Name][number] };
    return;
  }
  const [name, values] = entry;
  for (const value of values) {
    for (const others of product(Object.fromEntries(rest))) {
      yield { [name]: value, ...others } as { -readonly [Name in keyof Fields]: Fields[Name][number] };
    }
  }
}

function* map<From, To>(values: Iterable<From>, change: (value: From) => To): Generator<To> {
  for (const value of values) yield change(value);
}

/** Four situations that differ in what the configuration says: let in, not listed, outside, and by the DNS endpoint. */
const situations: readonly Case[] = [
  healthyCase,
  { ...healthyCase, start: { kind: "browser", address: "93.104.77.18" } },
  { ...healthyCase, cluster: { ...healthyShape, public: "off", list: "empty" } },
  { ...healthyCase, cluster: { ...healthyShape, ip: false, dns: "open" } },
];

describe("the registry of checks", () => {
  it("depends on checks that exist, without a cycle: so whatever fails, something is the cause", () => {
    const dependencies = new Map(checks.map(({ meta }) => [meta.id, meta.dependsOn]));
    const missing = checks.flatMap(({ meta }) => meta.dependsOn.filter((id) => !dependencies.has(id)));
    expect(missing).toEqual([]);

    const done = new Set<string>();
    const visit = (id: string, way: readonly string[]): void => {
      expect(way, `${[...way, id].join(" → ")}`).not.toContain(id);
      if (done.has(id)) return;
      for (const next of dependencies.get(id) ?? []) visit(next, [...way, id]);
      done.add(id);
    };
    for (const id of dependencies.keys()) visit(id, []);
  });
});

describe("a healthy cluster", () => {
  const shapes = product({
    private: [true, false],
    dns: ["closed", "open", "none"],
    list: ["office", "halves", "hostBits", "everyone", "off"],
    google: [false, true, null],
    enforced: [false, true, null],
    privateNodes: [true, false],
    connectivity: ["private-service-connect", "vpc-peering"],
    kind: ["regional", "zonal"],
    mode: ["standard", "autopilot"],
    status: ["RUNNING", "RECONCILING"],
  } as const);
  const clusters = [...map(sampled(shapes), (shape): ClusterShape => ({ ...healthyShape, ...shape }))];

  it.each([
    { from: "a listed address", start: { kind: "browser", address: "81.92.200.7" } },
    { from: "a listed address that was typed", start: { kind: "address", address: "81.92.200.7" } },
    { from: "a listed network", start: { kind: "address", address: "81.92.200.0/24" } },
    { from: "this server, listed", start: { kind: "server", address: "81.92.200.7" } },
  ] as const)("is reachable from $from, whatever its shape", ({ start }) => {
    const states = clusters.map(
      (cluster) => conclude(factsOf({ ...healthyCase, cluster, start }), checks).verdict.state,
    );
    expect(states.filter((state) => state !== "reachable")).toEqual([]);
  });

  it("is reachable from its own Pods, and from a listed private network, by the private endpoint", () => {
    const privateClusters = clusters.filter((cluster) => cluster.private);
    const blocked = privateClusters.flatMap((cluster) => {
      const inPods = { ...healthyCase, cluster, start: { kind: "browser", address: "10.20.3.4" } } as const;
      const listed = { ...inPods, cluster: { ...cluster, list: "privateRange", public: "off" } } as const;
      return [inPods, { ...listed, start: { kind: "browser", address: "10.132.0.9" } } as const].filter(
        (situation) => conclude(factsOf(situation), checks).verdict.state !== "reachable",
      );
    });
    expect(blocked).toEqual([]);
  });
});

describe("no promise is broken", () => {
  it("by any shape of a cluster, seen from anywhere", { timeout }, () => {
    const all = product({
      list: (Object.keys(lists) as (keyof typeof lists)[]).filter((list) => list !== "full"),
      public: ["on", "off"] as const,
      dns: ["open", "closed"] as const,
      enforced: [true, false],
      google: [true, false],
      kind: ["browser", "address"] as const,
      address: addresses,
      endpoint: [null, "private"] as const,
    });
    const cases = map(all, ({ kind, address, endpoint, ...shape }): Case => {
      return { ...healthyCase, cluster: { ...healthyShape, ...shape }, start: { kind, address }, endpoint };
    });
    expect(brokenBy(cases)).toEqual({});
  });

  it("by any outcome of this server's own connection", { timeout }, () => {
    const all = product({
      probe: probes,
      list: ["office", "empty", "off"] as const,
      public: ["on", "off"] as const,
      dns: ["open", "closed", "none"] as const,
      address: ["81.92.200.7", "93.104.77.18", "34.140.61.85", null],
      endpoint: [null, "public", "private", "dns"] as const,
    });
    const cases = map(all, ({ probe, address, endpoint, ...shape }): Case => {
      const start = { kind: "server", address } as const;
      return { ...healthyCase, cluster: { ...healthyShape, ...shape }, start, endpoint, probe };
    });
    expect(brokenBy(cases)).toEqual({});
  });

  it("by any kubeconfig", { timeout }, () => {
    const all = product({
      kubeconfig: kubeconfigs,
      public: ["on", "off"] as const,
      ip: [true, false],
      dns: ["open", "closed"] as const,
      address: ["81.92.200.7", "93.104.77.18", "10.132.0.9", "127.0.0.1"],
      endpoint: [null, "public", "private", "dns"] as const,
    });
    const cases = map(all, ({ kubeconfig, address, endpoint, ...shape }): Case => {
      const start = { kind: "browser", address } as const;
      return { ...healthyCase, cluster: { ...healthyShape, ...shape }, start, endpoint, kubeconfig };
    });
    expect(brokenBy(cases)).toEqual({});
  });

  it("by any error text, certain or ambiguous, whatever it names", { timeout }, () => {
    const texts = [...errorCauses.map((cause) => [cause] as const), ...sharedTexts];
    const all = product({ situation: situations, causes: texts, details: errorDetails });
    const cases = map(all, ({ situation, causes, details }): Case => ({ ...situation, error: { causes, details } }));
    expect(brokenBy(cases)).toEqual({});
  });

  it("by a text with any two causes", { timeout }, () => {
    const pairs = errorCauses.flatMap((first, index) => errorCauses.slice(index + 1).map((second) => [first, second]));
    const unlisted = { ...healthyCase, start: { kind: "browser", address: "93.104.77.18" } } as const;
    const cases = map(pairs, (causes): Case => ({ ...unlisted, error: { causes, details: {} } }));
    expect(brokenBy(cases)).toEqual({});
  });

  it("by what Google says of the cluster", { timeout }, () => {
    const all = product({
      lookup: ["found", "not-found", "api-disabled", "billing-disabled", "perimeter-denied"] as const,
      status: ["RUNNING", "PROVISIONING", "STOPPING", "ERROR", "DEGRADED", "STATUS_UNSPECIFIED"] as const,
      condition: ["none", "CLOUD_KMS_KEY_ERROR", "CA_EXPIRING"] as const,
      private: [true, false],
      dns: ["none", "open"] as const,
      public: ["on", "no-address"] as const,
      cause: [undefined, "http-503", "http-403", "tcp-timeout", "gcloud-permission-denied"] as const,
      kind: ["browser", "server"] as const,
    });
    const cases = map(all, ({ lookup, cause, kind, ...shape }): Case => {
      const error = cause ? { causes: [cause], details: {} } : null;
      const start = { kind, address: "81.92.200.7" } as const;
      return { ...healthyCase, cluster: { ...healthyShape, ...shape }, lookup, error, start };
    });
    expect(brokenBy(cases)).toEqual({});
  });

  it("by a fact that cannot be observed, alone or with another", { timeout }, () => {
    const all = product({
      situation: situations,
      first: hideable,
      second: hideable,
      reason: ["timed-out", "permission-denied", "needs-another-fact"] as const,
      kind: ["browser", "server"] as const,
    });
    const cases = map(all, ({ situation, first, second, reason, kind }): Case => {
      const start = { ...situation.start, kind };
      return { ...situation, start, unknown: [first, second], unknownReason: reason };
    });
    expect(brokenBy(cases)).toEqual({});
  });

  it("by anything at random", { timeout }, () => {
    expect(brokenBy(fc.sample(anyCase, { numRuns: runs, seed }))).toEqual({});
  });
});

describe("over time", () => {
  it("a fact that goes missing never turns the answer round", { timeout }, () => {
    const cases = fc.sample(anyCase, { numRuns: runs, seed: seed + 1 });
    const hidden = fc.sample(fc.constantFrom(...hideable), { numRuns: runs, seed: seed + 2 });
    const names = hidden[Symbol.iterator]();
    expect(brokenBy(cases, (situation) => violationsWithout(situation, names.next().value ?? "caller"))).toEqual({});
  });

  it("no order of the facts takes a verdict back, and all orders end the same", { timeout }, () => {
    const cases = fc.sample(anyCase, { numRuns: runs / 2, seed: seed + 3 });
    const anyOrder = fc.shuffledSubarray([...hideable], { minLength: hideable.length });
    const orders = fc.sample(anyOrder, { numRuns: runs / 2, seed: seed + 4 })[Symbol.iterator]();
    expect(
      brokenBy(cases, (situation) => violationsInOrder(factsOf(situation), orders.next().value ?? hideable)),
    ).toEqual({});
  });
});
