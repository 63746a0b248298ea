import { describe, expect, it } from "vitest";
import type { Grant } from "@/lib/changes/grant";
import type { GrantWrite } from "@/lib/changes/grant-store";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import type { GrantView } from "@/lib/services/schema/access";
import { grantChange } from "./grant-change";

const at = new Date("2026-11-01T12:00:00Z");
const write: GrantWrite = { adds: true, state: "open", operation: "operation-1", sentAt: at, closedAt: null };

function changeOf(grant: object, sent: GrantWrite | null = null, view: object = {}) {
  const base = {
    ...{ id: "g1", cluster: clusterView().name, cidr: "62.4.5.6/32", durationMs: 14_400_000, requestedAt: at },
    ...{ principal: { id: "ana", name: "Ana" }, entryMarker: "m1", approvals: [], approvalsNeeded: 0 },
    ...{ stop: null, verified: null, endReason: null, endDetail: "" },
  };
  const shown = { ending: false, may: { revoke: false }, ...view };
  return grantChange({ ...base, ...grant } as unknown as Grant, sent, shown as unknown as GrantView);
}

describe("a grant's change", () => {
  it.each([
    ["requested", { state: "requested", approvalsNeeded: 2 }, null, "waiting-approval", /^0 of 2 approvals/],
    ["approved, not sent", { state: "approved" }, null, "queued", /next update/],
    ["approved, sent", { state: "approved" }, write, "applying", /operation-1/],
    ["sent, unanswered", { state: "approved" }, { ...write, operation: null }, "applying", /was sent/],
    [
      "its write was closed, it waits for another",
      { state: "approved" },
      { ...write, state: "refused" },
      "queued",
      /next/,
    ],
    ["another one's removal is open", { state: "approved" }, { ...write, adds: false }, "queued", /next/],
    ["active", { state: "active" }, { ...write, state: "settled" }, "applied", /Nobody has seen/],
    ["verified", { state: "active", verified: { at, how: "terminal", detail: "Seen." } }, null, "verified", /Seen\.$/],
    ["expired", { state: "ended", endReason: "expired" }, null, "ended", /time was over/],
    ["removed by others", { state: "ended", endReason: "removed-elsewhere" }, null, "ended", /Somebody else/],
    ["denied", { state: "denied", endReason: "denied", endDetail: "no" }, null, "failed", /^It was denied\. no$/],
    ["refused", { state: "failed", endReason: "refused", endDetail: "X." }, null, "failed", /cannot help.* X\.$/],
  ] as const)("%s", (_, grant, sent, state, detail) => {
    expect(changeOf(grant, sent as GrantWrite | null)).toMatchObject({ state, detail: expect.stringMatching(detail) });
  });

  it("says that it is about to go, and how to end it", () => {
    expect(changeOf({ state: "active" }, null, { ending: true }).detail).toMatch(/about to go/);
    expect(changeOf({ state: "active" }, null, { may: { revoke: true } }).undo).toBe("revoke");
    expect(changeOf({ state: "active" })).toMatchObject({
      undo: null,
      title: "Let 62.4.5.6 in for 4 h",
      changes: [{ before: null, after: "62.4.5.6/32 (drawbridge:m1)" }],
    });
  });
});
