import { describe, expect, it } from "vitest";
import { grantStatus, isMoving } from "./grant-status";
import { aChange, aGrant, noon } from "./testing";

const fourHours = 4 * 3600 * 1000;
const verified = { at: "2026-11-23T12:05:00Z", how: "diagnosis", detail: "" } as const;

describe("grantStatus", () => {
  it.each([
    ["waits", aGrant({ state: "requested" }), undefined, noon, "waiting"],
    ["is next in line", aGrant({ state: "approved" }), undefined, noon, "queued"],
    ["is next in line, as its change says", aGrant({ state: "approved" }), aChange({}), noon, "queued"],
    ["is being applied", aGrant({ state: "approved" }), aChange({ state: "applying" }), noon, "applying"],
    ["is taken back before it was applied", aGrant({ state: "approved", ending: true }), undefined, noon, "ending"],
    ["is active until its last moment", aGrant(), undefined, noon + fourHours - 1, "active"],
    ["is over at its end, whatever was last read", aGrant(), undefined, noon + fourHours, "ending"],
    ["was seen to get through", aGrant({ verified }), undefined, noon, "verified"],
    ["ends although it was seen to get through", aGrant({ verified, ending: true }), undefined, noon, "ending"],
    ["is over", aGrant({ state: "ended" }), undefined, noon, "ended"],
    ["was denied", aGrant({ state: "denied" }), undefined, noon, "denied"],
    ["has failed", aGrant({ state: "failed" }), undefined, noon, "failed"],
  ])("%s", (_, grant, change, now, phase) => {
    expect(grantStatus(grant, change, now).phase).toBe(phase);
  });

  it("says whose approvals are in", () => {
    const approvals = [{ id: "bora", name: "Bora", at: "2026-11-23T12:00:00Z" }];
    const grant = aGrant({ state: "requested", approvalsNeeded: 2, approvals });
    expect(grantStatus(grant, undefined, noon).note).toBe("1 of 2 approvals: Bora.");
  });

  it("names Google's operation", () => {
    const change = aChange({ state: "applying", operation: "operation-1" });
    expect(grantStatus(aGrant({ state: "approved" }), change, noon).note).toContain("operation-1");
  });

  it.each([
    ["a known reason in words", "expired", "", "Its time was over."],
    ["with what was said of it", "refused", "Covered by office.", /on this cluster as it is\. Covered by office\.$/],
    ["an unknown one as it is", "struck by lightning", "", "struck by lightning"],
  ])("gives %s", (_, endReason, endDetail, note) => {
    const grant = aGrant({ state: "ended", endReason, endDetail });
    expect(grantStatus(grant, undefined, noon).note).toMatch(note);
  });
});

describe("isMoving", () => {
  it.each([
    [aGrant({ state: "requested" }), noon, false],
    [aGrant({ state: "approved" }), noon, true],
    [aGrant(), noon, false],
    [aGrant({ ending: true }), noon, true],
    [aGrant(), noon + fourHours - 1, false],
    [aGrant(), noon + fourHours, true],
    [aGrant({ state: "ended" }), noon + fourHours, false],
  ])("of %o at %d", (grant, now, moving) => {
    expect(isMoving(grant, now)).toBe(moving);
  });
});
