import { expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { synchroniseClock } from "./synchronise-clock";

it.each([
  { kind: "browser", machine: "your machine" },
  { kind: "server", machine: "the machine that Drawbridge runs on" },
] as const)("is about $machine for the vantage $kind, and sends nothing", ({ kind, machine }) => {
  const request = { cluster: clusterView().name, vantage: { kind }, endpoint: null };
  const plan = synchroniseClock.propose(healthySnapshot({ request }), {});
  if ("refused" in plan) throw new Error(plan.refused);
  expect(plan.title).toBe(`Set the clock of ${machine}`);
  expect(plan.steps.every((step) => step.request === null)).toBe(true);
  expect(plan.steps.map(({ summary }) => summary).join()).toMatch(/timedatectl.*sntp.*w32tm/);
});
