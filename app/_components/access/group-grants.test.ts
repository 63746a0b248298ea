import { describe, expect, it } from "vitest";
import { groupGrants, sortGrants } from "./group-grants";
import { aGrant, clusterA, clusterB } from "./testing";

const bora = { id: "bora", name: "Bora" };
const ids = (grants: readonly { readonly id: string }[]) => grants.map(({ id }) => id);

describe("groupGrants", () => {
  it("puts together what one click asked for, by cluster, also when it took a moment", () => {
    const later = "2026-11-23T11:59:02Z";
    const groups = groupGrants([
      aGrant({ id: "w", cluster: clusterB }),
      aGrant({ id: "a", cluster: clusterA, requestedAt: later }),
    ]);
    expect(groups.map(({ grants }) => ids(grants))).toEqual([["a", "w"]]);
  });

  it.each([
    ["person", { person: bora }],
    ["moment", { requestedAt: "2026-11-23T11:59:02.001Z" }],
    ["network", { cidr: "81.92.200.8/32" }],
    ["duration", { durationSeconds: 60 }],
    ["reason", { reason: "other" }],
    ["urgency", { breakGlass: true }],
  ])("keeps apart what differs in its %s", (_, part) => {
    expect(groupGrants([aGrant({ id: "1" }), aGrant({ id: "2", cluster: clusterB, ...part })])).toHaveLength(2);
  });

  it("keeps apart two clicks for one cluster, however close", () => {
    expect(
      groupGrants([aGrant({ id: "1" }), aGrant({ id: "2", requestedAt: "2026-11-23T11:59:00.500Z" })]),
    ).toHaveLength(2);
  });

  it("has the oldest first", () => {
    const old = aGrant({ id: "old", requestedAt: "2026-11-23T08:00:00Z" });
    expect(ids(groupGrants([aGrant({ id: "new" }), old]))).toEqual(["old", "new"]);
  });
});

describe("sortGrants", () => {
  it("has first what waits, then what moves, then what ends soonest", () => {
    const sorted = sortGrants(
      [
        aGrant({ id: "later", expiresAt: "2026-11-23T18:00:00Z" }),
        aGrant({ id: "sooner" }),
        aGrant({ id: "moving", state: "approved", expiresAt: null }),
        aGrant({ id: "waiting", state: "requested", expiresAt: null }),
        aGrant({ id: "over", state: "ended" }),
      ],
      "ana",
    );
    expect(ids(sorted.mine)).toEqual(["waiting", "moving", "sooner", "later"]);
  });

  it("tells the person's own from others', and what they may decide from what they wait for", () => {
    const sorted = sortGrants(
      [
        aGrant({ id: "own", state: "requested" }),
        aGrant({ id: "decide", person: bora, state: "requested", may: { approve: true, deny: true } }),
        aGrant({ id: "approved already", person: bora, state: "requested", reason: "x", may: { deny: true } }),
        aGrant({ id: "not for me", person: bora, state: "requested" }),
      ],
      "ana",
    );
    expect(ids(sorted.toDecide)).toEqual(["approved already", "decide"]);
    expect(ids(sorted.ownWaiting)).toEqual(["own"]);
    expect(ids(sorted.others)).toEqual(["approved already", "decide", "not for me"]);
  });

  it("keeps an emergency to look at when it is over", () => {
    const emergency = aGrant({ id: "e", person: bora, state: "ended", breakGlass: true, may: { review: true } });
    expect(ids(sortGrants([emergency], "ana").toReview)).toEqual(["e"]);
  });
});
