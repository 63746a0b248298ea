import { describe, expect, it } from "vitest";
import type { ChangeView, GrantView } from "@/app/_client/wire";
import { changeSteps, isRemoval } from "./change-steps";
import { changeWords, isOver } from "./change-words";

const at = "2026-03-01T10:00:00Z";
const person = { id: "b", name: "Bora", at };
const grant = (part: Partial<GrantView> = {}) =>
  ({ state: "requested", approvalsNeeded: 0, approvals: [], activatedAt: null, ending: false, ...part }) as GrantView;
const change = (state: ChangeView["state"], part: Partial<ChangeView> = {}): ChangeView => ({
  id: "c",
  kind: "grant",
  cluster: "projects/p/locations/l/clusters/c",
  title: "Let 81.92.200.7 in",
  person: { id: "a", name: "Ana" },
  remedy: { id: "allow-network", params: {} },
  state,
  detail: "why",
  operation: null,
  changes: [],
  requestedAt: at,
  sentAt: null,
  closedAt: null,
  verification: null,
  grant: grant(),
  undo: "revoke",
  ...part,
});
const shape = (view: ChangeView) => changeSteps(view).map(({ id, state }) => `${id} ${state}`);

const sent = { sentAt: at, operation: "operation-1" };
const active = { ...sent, closedAt: at, grant: grant({ state: "active", activatedAt: at }) };

describe("changeSteps", () => {
  it.each<[string, ChangeView, readonly string[]]>([
    ["queued", change("queued"), ["requested done", "sent current", "read-back waiting", "verified waiting"]],
    ["sent", change("applying", sent), ["requested done", "sent done", "read-back current", "verified waiting"]],
    ["applied", change("applied", active), ["requested done", "sent done", "read-back done", "verified current"]],
    [
      "verified",
      change("verified", { ...active, verification: { at, how: "terminal", detail: "" } }),
      ["requested done", "sent done", "read-back done", "verified done"],
    ],
    [
      "refused by Google",
      change("failed", { ...sent, grant: grant({ state: "failed" }) }),
      ["requested done", "sent done", "read-back failed", "verified skipped"],
    ],
    [
      "failed before it was sent",
      change("failed", { grant: null, kind: "update" }),
      ["requested done", "sent failed", "read-back skipped", "verified skipped"],
    ],
    [
      "applied, and opens nothing",
      change("applied", {
        ...sent,
        closedAt: at,
        grant: null,
        kind: "update",
        remedy: { id: "remove-network", params: {} },
      }),
      ["requested done", "sent done", "read-back done"],
    ],
    [
      "ended without a proof",
      change("ended", active),
      ["requested done", "sent done", "read-back done", "verified skipped", "removed done"],
    ],
    [
      "ending",
      change("applied", { ...active, grant: grant({ state: "active", activatedAt: at, ending: true }) }),
      ["requested done", "sent done", "read-back done", "verified skipped", "removed current"],
    ],
    [
      "ended before it was sent",
      change("ended"),
      ["requested done", "sent skipped", "read-back skipped", "verified skipped", "removed done"],
    ],
    [
      "an undo that is done",
      change("applied", { ...sent, closedAt: at, grant: null, kind: "update", remedy: { id: "undo", params: {} } }),
      ["requested done", "sent done", "read-back done"],
    ],
    [
      "an update that is done",
      change("applied", { ...sent, closedAt: at, grant: null, kind: "update" }),
      ["requested done", "sent done", "read-back done", "verified current"],
    ],
  ])("%s", (_, view, expected) => expect(shape(view)).toEqual(expected));

  it("does not take the removal's operation for the one that let it in", () => {
    const later = "2026-03-01T12:00:00Z";
    const ended = change("ended", { ...active, sentAt: later });
    expect(isRemoval(ended)).toBe(true);
    expect(changeSteps(ended).find(({ id }) => id === "sent")?.at).toBeNull();
    expect(isRemoval(change("applied", active))).toBe(false);
    expect(isRemoval(change("applying", sent))).toBe(false);
  });

  it("counts approvals, and names who gave them", () => {
    const waiting = change("waiting-approval", { grant: grant({ approvalsNeeded: 2, approvals: [person] }) });
    expect(changeSteps(waiting)[1]).toMatchObject({ title: "Approval 1 of 2", state: "current" });
    expect(changeSteps(waiting)[2]).toMatchObject({ id: "sent", state: "waiting" });
    const approved = change("queued", { grant: grant({ approvalsNeeded: 1, approvals: [person] }) });
    expect(changeSteps(approved)[1]).toMatchObject({ title: "Approved by Bora", state: "done", at });
  });

  it("stops at the approval that was denied", () => {
    const denied = change("failed", { grant: grant({ state: "denied", approvalsNeeded: 1 }) });
    expect(changeSteps(denied).map(({ state }) => state)).toEqual(["done", "failed", "skipped", "skipped", "skipped"]);
    expect(changeSteps(denied)[1]?.note).toBe("why");
  });

  it("never says active of what was not read back, nor verified of what was not proven", () => {
    for (const state of ["waiting-approval", "queued", "applying", "failed"] as const) {
      const titles = changeSteps(change(state, sent)).map(({ title }) => title);
      expect(titles.filter((title) => /^(?:Active|Verified)/.test(title))).toEqual([]);
    }
    expect(changeSteps(change("applied", active)).filter(({ title }) => title.startsWith("Verified"))).toEqual([]);
  });
});

describe("changeWords", () => {
  it("says applied and verified differently, and ending while it ends", () => {
    expect(changeWords(change("applied", active)).text).toBe("active, read back from Google");
    expect(changeWords(change("verified", active)).text).toBe("verified: your own network got through");
    expect(changeWords(change("verified", { grant: grant({ ending: true }) })).text).toBe("ending");
    expect(changeWords(change("failed", { grant: grant({ state: "denied" }) })).text).toBe("denied");
  });
});

describe("isOver", () => {
  it.each<[ChangeView["state"], ChangeView["kind"], boolean]>([
    ["ended", "grant", true],
    ["failed", "update", true],
    ["verified", "grant", false],
    ["verified", "update", true],
    ["applied", "update", false],
  ])("%s of a %s: %s", (state, kind, expected) => expect(isOver({ state, kind })).toBe(expected));
});

describe("a change with steps of its own", () => {
  const part = (state: NonNullable<ChangeView["steps"]>[number]["state"], detail = "") => ({
    kind: "annotate",
    title: `It is ${state}`,
    state,
    detail,
    at: state === "done" || state === "already" ? at : null,
  });
  const repair = (state: ChangeView["state"], steps: ChangeView["steps"], more: Partial<ChangeView> = {}) =>
    change(state, { kind: "update", grant: null, remedy: { id: "repair-workload", params: {} }, steps, ...more });

  it.each<[string, ChangeView, readonly string[]]>([
    [
      "queued",
      repair("queued", [part("waiting"), part("waiting")]),
      ["requested done", "part-0 current", "part-1 waiting"],
    ],
    [
      "half done",
      repair("applying", [part("done"), part("open"), part("waiting")]),
      ["requested done", "part-0 done", "part-1 current", "part-2 waiting"],
    ],
    ["done", repair("applied", [part("already"), part("done")]), ["requested done", "part-0 done", "part-1 done"]],
    [
      "proven",
      repair("verified", [part("done")], { verification: { at, how: "pod", detail: "" } }),
      ["requested done", "part-0 done", "verified done"],
    ],
    [
      "failed half way",
      repair("failed", [part("done"), part("failed"), part("waiting")]),
      ["requested done", "part-0 done", "part-1 failed", "part-2 skipped"],
    ],
  ])("shows them one after another: %s", (_name, view, steps) => expect(shape(view)).toEqual(steps));

  it("says why a step failed, and what was so before, and nothing where it was simply done", () => {
    const notes = changeSteps(
      repair("failed", [part("already", "It was so."), part("done", "x"), part("failed", "No.")]),
    );
    expect(notes.slice(1).map(({ note }) => note)).toEqual(["It was so.", "", "No."]);
  });

  it("is proven by a pod, which the path to a control plane never is", () => {
    expect(changeWords(repair("verified", [part("done")])).text).toContain("a pod has the identity");
  });
});
