import { describe, expect, it } from "vitest";
import type { Grant } from "@/lib/changes/grant";
import { clusterView, observed, unobserved } from "@/lib/diagnosis/facts/testing";
import type { Surroundings } from "@/lib/diagnosis/gatherers/surroundings";
import type { Report } from "@/lib/services/report";
import type { Store } from "@/lib/store/store";
import { seenAt } from "./asker";
import { redeemProof } from "./redeem-proof";
import { whatIsMissing } from "./verify-grant";

const now = new Date("2026-11-01T12:00:00Z");
const { name } = clusterView();
const cluster = `projects/${name.project}/locations/${name.location}/clusters/${name.cluster}`;
const grant = {
  ...{ id: "g1", cluster: name, cidr: "62.4.5.0/28", state: "active", verified: null, activatedAt: now },
  principal: { id: "ana@corp.example", name: "Ana" },
} as unknown as Grant;

type Differences = { readonly grant?: Partial<Grant>; readonly expiresAt?: Date };

/** A code of the grant's, and what was verified by it. */
function codes({ grant: differences = {}, expiresAt = new Date(now.getTime() + 1) }: Differences = {}) {
  const told: unknown[] = [];
  const found = { ...grant, ...differences };
  const code = { code: "c1", grant: "g1", principalId: "ana@corp.example", expiresAt, usedAt: null };
  const store = {
    proofs: { get: async (text: string) => (text === "c1" ? code : undefined), use: async () => true },
    grants: {
      get: async () => found,
      verify: async (_: string, proof: unknown) => {
        told.push(proof);
        return { kind: "done", grant: found };
      },
    },
  } as unknown as Store;
  return { told, context: { store, clock: { now: () => now, monotonicMs: () => 0 } } };
}

const inside = { addresses: ["62.4.5.15"], proven: true };

describe("a terminal's proof", () => {
  it.each(["200", "204", "401", "403", " 403\n"])("verifies: %j", async (body) => {
    const { told, context } = codes();
    const { status, text } = await redeemProof(context, "c1", { body, seen: inside });
    expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining("gets through (62.4.5.15") });
    expect(told).toMatchObject([{ how: "terminal", by: grant.principal, at: now }]);
  });

  it.each([
    ["no answer yet", "000", inside, {}, 422, "did not answer yet"],
    ["a proxy's answer", "502", inside, {}, 422, "a proxy"],
    ["a redirect", "302", inside, {}, 422, "a proxy"],
    ["nothing", "", inside, {}, 422, "Run the whole command"],
    ["something else", "200 OK", inside, {}, 422, "Run the whole command"],
    ["one address beside the network", "200", { addresses: ["62.4.5.16"], proven: true }, {}, 422, "62.4.5.16"],
    ["an address that nobody saw", "200", { addresses: ["62.4.5.15"], proven: false }, {}, 422, "cannot see"],
    ["no address", "200", { addresses: [], proven: false }, {}, 422, "cannot see"],
    ["a code that is over", "200", inside, { expiresAt: now }, 404, "expired"],
    ["an ended grant", "200", inside, { grant: { state: "ended" } }, 409, "not active"],
    ["a grant that waits", "200", inside, { grant: { state: "approved" } }, 409, "not active"],
  ] as const)("does not verify: %s", async (_, body, seen, differences, status, words) => {
    const { told, context } = codes(differences as Differences);
    const answer = await redeemProof(context, "c1", { body, seen });
    expect(answer).toMatchObject({ status, text: expect.stringContaining(words) });
    expect(answer.text).not.toContain("\n");
    expect(told).toEqual([]);
  });

  it("of an unknown code is nothing", async () => {
    expect(await redeemProof(codes().context, "c2", { body: "200", seen: inside })).toMatchObject({ status: 404 });
  });
});

type ReportParts = {
  readonly createdAt?: Date;
  readonly cluster?: string;
  readonly verdict?: object;
  readonly caller?: object;
  readonly target?: object;
};

function report({ createdAt = now, verdict = {}, caller = {}, target = {}, ...more }: ReportParts = {}): Report {
  const seen = { address: "62.4.5.15", family: "ipv4", scope: "public", source: "load-balancer", ...caller };
  const aimed = { kind: "public", host: "h", chosenBy: "request", why: "", ...target };
  return {
    createdAt: createdAt.toISOString(),
    request: { cluster: more.cluster ?? cluster },
    verdict: { state: "reachable", bases: ["configuration", "observed"], ...verdict },
    facts: [
      { name: "caller", ...(caller === unseen ? unobserved("not-observable", "x") : observed(seen)) },
      { name: "target", ...observed(aimed) },
    ],
  } as unknown as Report;
}

const unseen = { unseen: true };

describe("a diagnosis as the proof", () => {
  it.each([
    ["from the network", {}],
    ["by this machine's own address", { caller: { source: "dns-echo" } }],
    ["by the private endpoint", { target: { kind: "private" } }],
  ])("verifies: %s", (_, parts) => {
    expect(whatIsMissing(report(parts), grant)).toBeUndefined();
  });

  it.each([
    ["of another cluster", { cluster: cluster.replace("analytics", "other") }, /another cluster/],
    ["a millisecond before", { createdAt: new Date(now.getTime() - 1) }, /before the grant was active/],
    ["blocked", { verdict: { state: "blocked" } }, /did not get through/],
    ["undecided", { verdict: { state: "unknown" } }, /did not get through/],
    ["by settings alone", { verdict: { bases: ["configuration"] } }, /only read settings/],
    ["by an error text", { verdict: { bases: ["error-text"] } }, /only read settings/],
    ["by the DNS endpoint", { target: { kind: "dns" } }, /no authorized network guards/],
    ["for a typed address", { caller: { source: "typed" } }, /which network/],
    ["for an unknown address", { caller: unseen }, /which network/],
    [
      "from beside the network",
      { caller: { address: "62.4.5.16" } },
      /62\.4\.5\.16, and the grant is for 62\.4\.5\.0\/28/,
    ],
  ])("does not verify: %s", (_, parts, why) => {
    expect(whatIsMissing(report(parts), grant)).toMatch(why);
  });

  it("does not verify a grant that is not active", () => {
    expect(whatIsMissing(report(), { ...grant, activatedAt: null })).toMatch(/before the grant was active/);
  });
});

describe("where somebody is seen", () => {
  const surroundings = () => ({ network: { echoServers: [] } }) as unknown as Surroundings;
  it.each([
    ["by a trusted hop", { address: "62.4.5.6", source: "load-balancer" }, ["62.4.5.6"], true],
    ["by a connection of unknown proxies", { address: "62.4.5.6", source: "connection" }, ["62.4.5.6"], false],
    ["on this machine, without an echo", { address: "127.0.0.1", source: "connection" }, [], false],
    ["with settings that do not fit", { problem: "fewer proxies" }, [], false],
  ] as const)("%s", async (_, caller, addresses, proven) => {
    expect(await seenAt({ surroundings }, caller)).toEqual({ addresses, proven });
  });
});
