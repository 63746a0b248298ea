import { describe, expect, it } from "vitest";
import { conclude } from "@/lib/engine/diagnose";
import type { WorkloadFactName, WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { healthySnapshot } from "@/lib/workload/facts/testing";
import { proposeWorkloadPlan } from "@/lib/workload/remedies";
import { workloadChecks } from "../checks";
import { workloadSubject } from "./subject";
import { situations } from "./testing";

function refusals(facts: WorkloadSnapshot): readonly string[] {
  const { verdict } = conclude(workloadSubject, facts, workloadChecks);
  return verdict.remedies.flatMap((remedy) => {
    const plan = proposeWorkloadPlan(facts, remedy);
    return "refused" in plan ? [`${verdict.cause}, ${remedy.id}: ${plan.refused}`] : [];
  });
}

/** The facts of the second situation that are not as they are in a whole chain, put over the first. */
function both(first: WorkloadSnapshot, second: WorkloadSnapshot): WorkloadSnapshot {
  const whole = healthySnapshot();
  const differs = (name: WorkloadFactName) => JSON.stringify(second[name]) !== JSON.stringify(whole[name]);
  const names = (Object.keys(second) as WorkloadFactName[]).filter(differs);
  return { ...first, ...Object.fromEntries(names.map((name) => [name, second[name]])) };
}

describe("the remedies of a verdict", () => {
  it.each(Object.entries(situations))("%s: each gives a plan", (_, facts) => {
    expect(refusals(facts)).toEqual([]);
  });

  const links = [
    "workload-pool-missing",
    "namespace-missing",
    "service-account-missing",
    "annotation-missing",
    "google-service-account-missing",
    "binding-missing",
    "binding-for-another-account",
  ];
  const pairs = links.flatMap((first) => links.map((second) => [first, second] as const));

  it.each(pairs)("%s and %s together: each gives a plan", (first, second) => {
    const [left, right] = [situations[first], situations[second]];
    if (!left || !right) throw new Error("no such situation");
    expect(refusals(both(left, right))).toEqual([]);
  });
});
