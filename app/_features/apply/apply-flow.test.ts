import { describe, expect, it } from "vitest";
import type { Plan, Problem } from "@/app/_client/wire";
import {
  type ApplyEvent,
  type ApplyFlow,
  applyReducer,
  firstFlow,
  firstTerms,
  mayRepeat,
  requestOf,
} from "./apply-flow";

const plan = (id: string, apply: Partial<Plan["apply"]> = {}) =>
  ({ id, apply: { kind: "grant", policy: null, confirmation: false, refused: null, ...apply } }) as Plan;
const problem = (status: number): Problem => ({ type: "about:blank", title: "", status, detail: "" });
const flowAfter = (...events: readonly ApplyEvent[]): ApplyFlow => events.reduce(applyReducer, firstFlow);
const first = plan("one");
const shown: ApplyEvent = { type: "shown", plan: first, key: "k1" };
const typed: ApplyEvent = { type: "termed", terms: { reason: "pager", duration: "12h" } };
const failed = (status: number): ApplyEvent => ({
  type: "failed",
  plan: first,
  list: ["a"],
  problem: problem(status),
});

describe("applyReducer", () => {
  it("keeps the key while the plan stays, whatever happened to the click", () => {
    for (const status of [0, 403, 422, 429, 500, 503]) {
      const flow = flowAfter(shown, { type: "clicked" }, failed(status), { ...shown, key: "k2" });
      expect(flow.click).toEqual({ plan: "one", key: "k1" });
      expect(flow).toMatchObject({ step: "idle", problem: { status }, overtaken: null });
    }
  });

  it.each([
    [409, "change"],
    [410, "time"],
  ] as const)("after %d remembers the plan that was overtaken, and takes a new key with the new plan", (status, by) => {
    const renewing = flowAfter(shown, typed, { type: "clicked" }, failed(status));
    expect(renewing).toMatchObject({
      step: "renewing",
      overtaken: { by, plan: { id: "one" }, list: ["a"] },
      problem: null,
    });
    const renewed = applyReducer(renewing, { type: "shown", plan: plan("two"), key: "k2" });
    expect(renewed).toMatchObject({ step: "idle", click: { plan: "two", key: "k2" }, overtaken: { by } });
    expect(renewed.terms).toMatchObject({ reason: "pager", duration: "12h" });
  });

  it("goes on when the new plan is the old one by its id", () => {
    const flow = flowAfter(shown, { type: "clicked" }, failed(410), { ...shown, key: "k2" });
    expect(flow).toMatchObject({ step: "idle", click: { plan: "one", key: "k2" } });
  });

  it("lets go when no new plan could be made", () => {
    expect(flowAfter(shown, { type: "clicked" }, failed(409), { type: "notRenewed" })).toMatchObject({ step: "idle" });
  });

  it("loses nothing that was typed, and forgets a refusal when the terms change", () => {
    const flow = flowAfter(shown, typed, { type: "clicked" }, failed(403));
    expect(flow.terms).toEqual({ ...firstTerms, reason: "pager", duration: "12h" });
    expect(applyReducer(flow, { type: "termed", terms: { duration: "4h" } })).toMatchObject({
      problem: null,
      terms: { reason: "pager", duration: "4h" },
    });
  });
});

describe("requestOf", () => {
  const terms = { duration: "12h", reason: " pager ", breakGlass: true, confirmation: " payments " };

  it.each<[string, Partial<Plan["apply"]>, object]>([
    ["a grant", {}, { duration: "12h", reason: "pager", breakGlass: true }],
    ["an update", { kind: "update" }, {}],
    ["a dangerous update", { kind: "update", confirmation: true }, { confirmation: "payments" }],
  ])("of %s has only what it takes", (_, apply, expected) =>
    expect(requestOf(plan("one", apply), terms)).toEqual(expected),
  );
});

describe("mayRepeat", () => {
  it.each([
    [0, true],
    [400, false],
    [403, false],
    [409, false],
    [422, false],
    [429, true],
    [499, false],
    [500, true],
    [503, true],
  ])("%d: %s", (status, expected) => expect(mayRepeat(problem(status))).toBe(expected));
});
