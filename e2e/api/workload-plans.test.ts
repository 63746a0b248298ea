import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "@/lib/services/plans/make-plan";
import type { ChangeView } from "@/lib/services/schema/access";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import { accessTo } from "../support/access";
import { type DescribedWorkload, requestOf } from "../support/diagnose-workload-world";
import { control, expectProblem, json, linesOf } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
let access: ReturnType<typeof accessTo>;
let workloads: readonly DescribedWorkload[];
beforeAll(async () => {
  sandbox = await startSandbox();
  access = accessTo(sandbox);
  ({ workloads } = (await control(sandbox.control, "GET", "/state")) as { workloads: readonly DescribedWorkload[] });
});
afterAll(() => sandbox?.close());

const person = "chris";

async function diagnose(name: string): Promise<WorkloadReport> {
  const world = workloads.find((candidate) => candidate.world === name);
  if (!world) throw new Error(`There is no world ${name}.`);
  const [started] = linesOf(await access.send("/api/workloads/diagnoses", requestOf(world), { person })) as [
    { id: string },
  ];
  return json(await access.read(`/api/workloads/diagnoses/${started.id}`, { person })) as WorkloadReport;
}

async function planOf({ id, verdict }: WorkloadReport, remedy: string): Promise<Plan> {
  const found = verdict.remedies.find((one) => one.id === remedy);
  const answer = await access.send("/api/workloads/plans", { diagnosis: id, remedy: found }, { person });
  expect(answer.status, answer.text).toBe(200);
  return json(answer) as Plan;
}

async function apply({ id }: Plan): Promise<ChangeView> {
  const answer = await access.send(`/api/plans/${id}/apply`, {}, { person, key: randomUUID() });
  expect(answer.status, answer.text).toBe(202);
  const { change } = json(answer) as { change: ChangeView };
  return access.settled(change.id, "applied", "failed");
}

describe("a workload's repair over HTTP", () => {
  it("annotates the service account, which heals the chain, and takes it off again", async () => {
    const broken = await diagnose("annotation-missing");
    expect(broken.verdict).toMatchObject({ state: "blocked", cause: "annotation-missing" });
    const plan = await planOf(broken, "annotate-service-account");
    expect(plan).toMatchObject({ risk: "widens-access", apply: { kind: "update", policy: { decision: "allow" } } });
    expect((await access.send(`/api/plans/${plan.id}/apply`, {}, { person: "ana" })).status).toBe(403);
    const change = await apply(plan);
    expect(change).toMatchObject({ state: "applied", undo: "undo", steps: [{ kind: "annotate", state: "done" }] });
    expect((await diagnose("annotation-missing")).verdict.cause).not.toBe("annotation-missing");

    const undo = json(await access.send(`/api/changes/${change.id}/undo`, {}, { person })) as Plan;
    expect(undo).toMatchObject({ risk: "disruptive", apply: { confirmation: true } });
    const confirmation = { confirmation: "annotation-missing" };
    const answer = await access.send(`/api/plans/${undo.id}/apply`, confirmation, { person, key: randomUUID() });
    expect(answer.status, answer.text).toBe(202);
    await access.settled((json(answer) as { change: ChangeView }).change.id, "applied");
    expect((await diagnose("annotation-missing")).verdict).toMatchObject({ cause: "annotation-missing" });
  });

  it.each([
    [{ diagnosis: "x" }, 400],
    [{ diagnosis: "none-of-this-id-ever" }, 404],
    [{ remedy: { id: "repair-everything" } }, 422],
    [{ more: true }, 400],
  ])("is refused for %j", async (differences, code) => {
    const { id } = await diagnose("annotation-missing");
    const asked = { diagnosis: id, remedy: { id: "annotate-service-account" }, ...differences };
    expectProblem(await access.send("/api/workloads/plans", asked, { person }), code);
  });
});
