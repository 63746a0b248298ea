import { describe, expect, it } from "vitest";
import { newsOf } from "./news";
import { aChange, aGrant } from "./testing";

const me = { id: "ana" };

describe("newsOf", () => {
  it("says nothing at the first look, and nothing when nothing changed", () => {
    const data = { me, grants: [aGrant({ state: "approved" })], changes: {} };
    const first = newsOf(null, data);
    expect(first.news).toBe("");
    expect(newsOf(first.states, data).news).toBe("");
  });

  it("says what became of the person's own, and of nobody else's", () => {
    const other = aGrant({ id: "g2", person: { id: "bora", name: "Bora" }, state: "approved" });
    const before = newsOf(null, { me, grants: [aGrant({ state: "approved" }), other], changes: {} });
    const grants = [aGrant({ state: "approved" }), aGrant({ ...other, state: "active" })];
    const applying = newsOf(before.states, { me, grants, changes: { g1: aChange({ state: "applying" }) } });
    expect(applying.news).toBe("analytics: Applying.");
    expect(newsOf(applying.states, { me, grants: [aGrant()], changes: {} }).news).toBe("analytics: Active.");
  });
});
