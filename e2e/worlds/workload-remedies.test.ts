import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type WorkloadReport, workloadSnapshotOf } from "@/lib/services/workloads/workload-report";
import { isRepair, proposeWorkloadPlan, stepsOf } from "@/lib/workload/remedies";

const folder = "e2e/worlds/golden-workloads";

type Remedy = WorkloadReport["verdict"]["remedies"][number];

/** Remedies that the report of a world offers, each once: of what nothing explains, or of what something does. */
function offers(explained: boolean): readonly (readonly [string, string, WorkloadReport, Remedy])[] {
  return readdirSync(folder).flatMap((file) => {
    const report = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as WorkloadReport;
    const findings = report.findings.filter(({ explainedBy }) => (explainedBy !== null) === explained);
    const remedies = [
      ...(explained ? [] : report.verdict.remedies),
      ...findings.flatMap((finding) => finding.remedies),
    ];
    const once = new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy]));
    const world = file.replace(".golden.json", "");
    return [...once.values()].map((remedy) => [world, remedy.id, report, remedy] as const);
  });
}

describe("every remedy that a workload world offers", () => {
  it.each(offers(false))("has a plan: %s, %s", (_world, _id, report, remedy) => {
    const facts = workloadSnapshotOf(report);
    const plan = proposeWorkloadPlan(facts, remedy);
    expect(plan).not.toHaveProperty("refused");
    const steps = stepsOf(facts, remedy);
    if (isRepair(remedy.id)) expect(steps).toHaveLength("steps" in plan ? plan.steps.length : 0);
    else expect(steps).toHaveProperty("refused");
  });

  it.each(offers(true))("has a plan, or waits for another link: %s, %s", (_world, _id, report, remedy) => {
    const plan = proposeWorkloadPlan(workloadSnapshotOf(report), remedy);
    if ("refused" in plan) expect(plan.refused).toMatch(/first\.$/);
  });
});
