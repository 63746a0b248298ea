import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { arbitraryEntries, entry, networksOf } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { type Grant, isLive } from "./grant";
import { planReconcile, type ReconcilePlan } from "./reconcile-plan";
import { isOwn, markedName, type OwnedEntry } from "./write";

const now = new Date("2026-11-01T12:00:00Z");
const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const hour = 3_600_000;

function grant(differences: Partial<Grant> = {}): Grant {
  return {
    id: "g1",
    cluster: clusterView().name,
    cidr: "62.4.5.6/32",
    principal: { id: "ana", name: "Ana" },
    reason: "incident",
    requestedAt: at(-60_000),
    startBy: at(hour),
    durationMs: hour,
    approvalsNeeded: 0,
    idempotencyKey: "k",
    state: "approved",
    approvals: [],
    approvedAt: at(-60_000),
    activatedAt: null,
    expiresAt: null,
    stop: null,
    endedAt: null,
    endReason: null,
    endDetail: "",
    entryMarker: null,
    attempts: 0,
    ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
    ...{ verified: null, review: null },
    ...differences,
  };
}

const active = (differences: Partial<Grant> = {}) =>
  grant({ state: "active", activatedAt: at(-1000), expiresAt: at(hour), ...differences });
const own: OwnedEntry = { cidr: "62.4.5.6/32", marker: "m1" };
const ownEntry = entry(own.cidr, markedName(own.marker));
const office = entry("81.92.200.7/24", "office");

function plan(
  entries: readonly AuthorizedNetwork[],
  grants: readonly Grant[],
  owned: readonly OwnedEntry[] = [own],
  differences: Parameters<typeof clusterView>[0] = {},
): ReconcilePlan {
  const view = clusterView(differences);
  const authorizedNetworks = { ...view.authorizedNetworks, entries };
  return planReconcile({ view: { ...view, authorizedNetworks }, grants, owned, now });
}

function sent(made: ReconcilePlan): readonly AuthorizedNetwork[] | undefined {
  if (made.kind !== "write") return undefined;
  const { enabled, cidrBlocks } = networksOf(made.request.body);
  expect(enabled).toBe(true);
  return cidrBlocks.map(({ cidrBlock, displayName }) => entry(cidrBlock, displayName ?? ""));
}

describe("planReconcile", () => {
  it("adds an approved grant at the end", () => {
    expect(sent(plan([office], [grant()]))).toEqual([office, ownEntry]);
  });

  it("activates, without a write, a grant whose entry is there", () => {
    const made = plan([office, ownEntry], [active(), grant({ id: "g2" })]);
    expect(made).toEqual({ kind: "in-step", transitions: [{ grant: "g2", to: "active", activatedAt: now }] });
  });

  it.each([
    ["a millisecond before its end", active({ expiresAt: at(1) }), undefined],
    ["at its end", active({ expiresAt: now }), [office]],
    ["that was revoked", active({ stop: { at: now, reason: "revoked" } }), [office]],
  ])("treats the entry of a grant %s", (_, one, list) => {
    expect(sent(plan([office, ownEntry], [one]))).toEqual(list);
  });

  it("keeps a shared entry until its last grant ends, and ends the first without a write", () => {
    const made = plan([office, ownEntry], [active({ expiresAt: now }), active({ id: "g2" })]);
    expect(made).toMatchObject({ kind: "in-step", transitions: [{ grant: "g1", to: "ended", reason: "expired" }] });
    const both = plan([office, ownEntry], [active({ expiresAt: now }), active({ id: "g2", expiresAt: now })]);
    expect(both).toMatchObject({ kind: "write", removes: [{ cidr: own.cidr, grants: ["g1", "g2"] }] });
  });

  it.each([
    ["removed", [office]],
    ["renamed", [office, entry(own.cidr, "ana's laptop")]],
    ["renamed, with the marker kept in the name", [office, entry(own.cidr, `${markedName(own.marker)} (Ana)`)]],
    ["pointed elsewhere", [office, entry("62.4.5.7/32", markedName(own.marker))]],
  ])("does not fight for an entry that somebody %s", (_, list) => {
    const made = plan(list, [active()]);
    expect(made.kind).toBe("in-step");
    expect(made.transitions).toMatchObject([{ grant: "g1", to: "ended", reason: "removed-elsewhere" }]);
  });

  it("adds again for a grant that was asked for after the entry was removed", () => {
    const made = plan([office], [active(), grant({ id: "g2" })]);
    expect(sent(made)).toEqual([office, ownEntry]);
    expect(made.transitions).toMatchObject([{ grant: "g1", reason: "removed-elsewhere" }]);
  });

  it("removes what came back by a late request or an old list, also twice", () => {
    expect(sent(plan([ownEntry, office, ownEntry], []))).toEqual([office]);
  });

  it("does not take an entry that only looks like ours", () => {
    expect(plan([office, ownEntry], [], [])).toEqual({ kind: "in-step", transitions: [] });
    expect(plan([office, entry(own.cidr, "drawbridge:other")], [], [own]).kind).toBe("in-step");
  });

  it("empties a list only when its last entry is ours and over", () => {
    expect(sent(plan([ownEntry], [active({ expiresAt: now })]))).toEqual([]);
    expect(sent(plan([], [grant()]))).toEqual([ownEntry]);
  });

  it.each([
    ["whose list is off", { authorizedNetworks: { enabled: false } }, "Authorized networks are off"],
    ["without an etag", { etag: "" }, "no etag"],
    ["whose IP endpoints are off", { endpoints: { ipEnabled: false } }, "IP endpoints are off"],
  ])("writes nothing to a cluster %s", (_, differences, why) => {
    const adding = plan([office], [grant()], [own], differences);
    expect(adding).toMatchObject({ kind: "in-step", transitions: [{ grant: "g1", to: "failed", reason: "refused" }] });
    const removing = plan([office, ownEntry], [active({ expiresAt: now })], [own], differences);
    expect(removing).toMatchObject({ kind: "refused", reason: expect.stringContaining(why), transitions: [] });
  });

  it.each([
    ["what is let in already", [entry("62.4.0.0/16", "vpn")], "62.4.5.6/32", "by the entry 62.4.0.0/16 (vpn)"],
    ["half of everything when the other half is listed", [entry("0.0.0.0/1", "half")], "128.0.0.0/1", "every address"],
    ["everything", [office], "0.0.0.0/0", "every address"],
    ["a private range on a public endpoint", [office], "10.0.0.0/24", "private range"],
  ])("refuses %s", (_, list, cidr, why) => {
    const made = plan(list, [grant({ cidr })], [{ cidr, marker: "m" }]);
    expect(made).toMatchObject({
      kind: "in-step",
      transitions: [{ grant: "g1", to: "failed", reason: "refused", detail: expect.stringContaining(why) }],
    });
  });

  it("takes as many as fit, first come first served", () => {
    const list = Array.from({ length: 99 }, (_, index) => entry(`81.92.${index}.0/24`, `office ${index}`));
    const owned = [own, { cidr: "62.4.5.7/32", marker: "m2" }];
    const second = grant({ id: "g2", cidr: "62.4.5.7/32", approvedAt: at(-30_000) });
    const made = plan(list, [second, grant()], owned);
    expect(sent(made)?.at(-1)).toEqual(ownEntry);
    expect(made.transitions).toMatchObject([{ grant: "g2", to: "failed", detail: expect.stringContaining("100") }]);
  });

  it("tries what failed with others alone, after everything else", () => {
    const other = { cidr: "62.4.5.7/32", marker: "m2" };
    const failed = grant({ attempts: 1 });
    expect(plan([office], [failed, grant({ id: "g2", cidr: other.cidr })], [own, other])).toMatchObject({
      adds: [{ cidr: other.cidr }],
    });
    const alone = plan([office], [failed, grant({ id: "g2", cidr: other.cidr, attempts: 1 })], [own, other]);
    expect(alone).toMatchObject({ adds: [{ cidr: own.cidr }] });
    const stale = entry(other.cidr, markedName(other.marker));
    expect(plan([office, stale], [failed], [own, other])).toMatchObject({ adds: [], removes: [{ cidr: other.cidr }] });
  });

  it.each([
    ["that was not started in time", grant({ startBy: now }), { to: "failed", reason: "not-started-in-time" }],
    ["that nobody approved in time", grant({ state: "requested", startBy: now }), { to: "failed" }],
    ["that was revoked first", grant({ stop: { at: now, reason: "revoked" } }), { to: "ended", reason: "revoked" }],
  ])("ends a grant %s", (_, one, expected) => {
    expect(plan([office], [one])).toMatchObject({ kind: "in-step", transitions: [expected] });
  });
});

describe("for every list and every set of grants", () => {
  const pool = ["62.4.5.6/32", "62.4.5.7/32", "62.9.0.0/16", "62.9.1.0/24", "10.1.0.0/16", "0.0.0.0/0"];
  const arbitraryGrant = fc
    .record({
      cidr: fc.constantFrom(...pool),
      state: fc.constantFrom("approved" as const, "active" as const),
      ends: fc.integer({ min: -2, max: 2 }),
      stopped: fc.boolean(),
      attempts: fc.integer({ min: 0, max: 1 }),
    })
    .map(({ cidr, state, ends, stopped, attempts }) => ({
      ...(state === "active" ? active({ expiresAt: at(ends) }) : grant({ startBy: at(ends) })),
      ...{ cidr, attempts },
      stop: stopped ? { at: now, reason: "revoked" as const } : null,
    }));
  const situation = fc
    .record({
      foreign: arbitraryEntries({ minLength: 0, maxLength: 12 }),
      grants: fc
        .array(arbitraryGrant, { maxLength: 8 })
        .map((all) => all.map((one, index) => ({ ...one, id: `g${index}` }))),
      mine: fc.subarray(pool),
      lookAlikes: fc.subarray(pool),
      enabled: fc.boolean(),
      order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    })
    .map(({ foreign, grants, mine, lookAlikes, enabled, order }) => {
      const owned = pool.map((cidr, index) => ({ cidr, marker: `m${index}` }));
      const ours = owned
        .filter(({ cidr }) => mine.includes(cidr))
        .map((one) => entry(one.cidr, markedName(one.marker)));
      const fakes = lookAlikes.map((cidr) => entry(cidr, "drawbridge:nobody"));
      const entries = [...foreign, ...ours, ...fakes]
        .map((one, index) => ({ one, key: order[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      return { entries, grants, owned, enabled };
    });
  const isOurs = (owned: readonly OwnedEntry[]) => (one: AuthorizedNetwork) => owned.some((mine) => isOwn(mine, one));

  it("foreign entries stay, byte for byte and in order; what is sent is enabled, not open, not emptied", () => {
    fc.assert(
      fc.property(situation, ({ entries, grants, owned, enabled }) => {
        const list = sent(plan(entries, grants, owned, { authorizedNetworks: { enabled } }));
        if (!list) return;
        expect(enabled).toBe(true);
        const foreign = entries.filter((one) => !isOurs(owned)(one));
        expect(list.filter((one) => !isOurs(owned)(one))).toEqual(foreign);
        expect(list.length > 0 || foreign.length === 0).toBe(true);
        const opened = list.some(({ network }) => network === "0.0.0.0/0");
        expect(opened && !entries.some(({ network }) => network === "0.0.0.0/0")).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("what is sent has an entry for every live grant that was active, and none for a network without live grants", () => {
    fc.assert(
      fc.property(situation, ({ entries, grants, owned }) => {
        const list = sent(plan(entries, grants, owned));
        if (!list) return;
        const live = new Set(grants.filter((one) => isLive(one, now)).map(({ cidr }) => cidr));
        for (const one of list.filter(isOurs(owned))) expect(live).toContain(one.network);
        for (const mine of owned) {
          const before = entries.some((one) => isOwn(mine, one));
          if (before && live.has(mine.cidr)) expect(list.some((one) => isOwn(mine, one))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is in step once the plan was carried out", () => {
    fc.assert(
      fc.property(situation, ({ entries, grants, owned }) => {
        let list: readonly AuthorizedNetwork[] = entries;
        let left: readonly Grant[] = grants;
        for (let round = 0; round < 20; round += 1) {
          const made = plan(list, left, owned);
          left = settled(left, made, sent(made) ?? list, owned);
          if (made.kind !== "write" && made.transitions.length === 0) {
            expect(left.filter((one) => isLive(one, now)).every(({ state }) => state === "active")).toBe(true);
            return;
          }
          list = sent(made) ?? list;
        }
        expect.unreachable("it never came to rest");
      }),
      { numRuns: 300 },
    );
  });

  /** The grants after the transitions, and after a write that worked. */
  function settled(
    grants: readonly Grant[],
    made: ReconcilePlan,
    list: readonly AuthorizedNetwork[],
    owned: readonly OwnedEntry[],
  ): readonly Grant[] {
    const over = new Set(made.transitions.filter(({ to }) => to !== "active").map((one) => one.grant));
    const removed = made.kind === "write" ? made.removes.flatMap((one) => one.grants) : [];
    return grants
      .filter(({ id }) => !over.has(id) && !removed.includes(id))
      .map((one) => {
        const mine = owned.find(({ cidr }) => cidr === one.cidr);
        const present = mine && list.some((other) => isOwn(mine, other));
        return one.state === "approved" && present ? { ...one, state: "active", expiresAt: at(hour) } : one;
      });
  }
});
