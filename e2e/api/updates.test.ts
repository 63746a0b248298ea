import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "@/lib/services/plans/make-plan";
import type { ChangeView } from "@/lib/services/schema/access";
import { accessTo } from "../support/access";
import { clusterOf } from "../support/clusters";
import { control, expectProblem, json, linesOf } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
let access: ReturnType<typeof accessTo>;
beforeAll(async () => {
  sandbox = await startSandbox();
  access = accessTo(sandbox);
  await control(sandbox.control, "POST", "/updates", { lifetimeMs: 400, pendingMs: 0 });
});
afterAll(() => sandbox?.close());

const person = "chris";

async function planFor(world: string, remedy: object): Promise<Plan> {
  const answer = await access.send("/api/clusters/plans", { cluster: clusterOf(world), remedy }, { person });
  expect(answer.status, answer.text).toBe(200);
  return json(answer) as Plan;
}

async function apply({ id }: Plan, confirmation = ""): Promise<ChangeView> {
  const answer = await access.send(`/api/plans/${id}/apply`, { confirmation }, { person, key: randomUUID() });
  expect(answer.status, answer.text).toBe(202);
  const { change } = json(answer) as { change: ChangeView };
  return access.settled(change.id, "applied", "failed");
}

async function undo({ id }: ChangeView): Promise<Plan> {
  const answer = await access.send(`/api/changes/${id}/undo`, {}, { person });
  expect(answer.status, answer.text).toBe(200);
  return json(answer) as Plan;
}

describe("a plan for a cluster, without a diagnosis", () => {
  it("takes an entry out after its cluster's name was typed, and puts it back", async () => {
    const world = "healthy-public";
    const plan = await planFor(world, { id: "remove-network", params: { cidr: "81.92.200.0/24" } });
    expect(plan).toMatchObject({ risk: "disruptive", apply: { kind: "update", confirmation: true } });
    expectProblem(await access.send(`/api/plans/${plan.id}/apply`, {}, { person }), 422);
    const removed = await apply(plan, world);
    expect(removed).toMatchObject({ state: "applied", detail: expect.any(String), changes: plan.changes });
    const [gone] = plan.changes;
    expect(await access.list(clusterOf(world))).not.toContain(gone?.before);

    const back = await undo(removed);
    expect(back).toMatchObject({ risk: "widens-access", changes: [{ before: null, after: gone?.before }] });
    expect(await apply(back)).toMatchObject({ state: "applied" });
    expect(await access.list(clusterOf(world))).toContain(gone?.before);
    expectProblem(await access.send(`/api/changes/${removed.id}/undo`, {}, { person }), 422);
  });

  it("turns filtering on for the named network alone, and never off again", async () => {
    const world = "healthy-open-to-all";
    const plan = await planFor(world, { id: "enable-authorized-networks", params: { cidrs: ["93.104.77.18"] } });
    expect(plan).toMatchObject({ risk: "dangerous", apply: { confirmation: true } });
    const changed = await apply(plan, world);
    expect(changed).toMatchObject({ state: "applied", undo: null });
  });

  it.each([
    [{ cluster: "x" }, 400],
    [{ remedy: { id: "allow-network", params: { cidr: "1.2.3.4/32" } } }, 400],
    [{ remedy: { id: "remove-network", params: {} } }, 400],
    [{ remedy: { id: "remove-network", params: { cidr: "1.2.3.4/32" } } }, 422],
    [{ cluster: "projects/not-ours/locations/europe-west1/clusters/main" }, 404],
  ])("is refused for %j", async (differences, status) => {
    const asked = { cluster: clusterOf("healthy-public"), remedy: { id: "aggregate-networks" }, ...differences };
    expectProblem(await access.send("/api/clusters/plans", asked, { person }), status);
  });
});

describe("a change that was applied", () => {
  it("is verified by a later diagnosis that got through by what it opened, and by nothing else", async () => {
    const world = "caller-not-authorized";
    const diagnose = async (endpoint: string) => {
      const asked = { cluster: clusterOf(world), vantage: { kind: "server" }, endpoint };
      const [started] = linesOf(await access.send("/api/diagnoses", asked, { person })) as [{ id: string }];
      return started.id;
    };
    const earlier = await diagnose("dns");
    const opened = await apply(await planFor(world, { id: "open-dns-endpoint" }));
    expect(opened).toMatchObject({ state: "applied" });
    const verify = async (diagnosis: string, by = person) =>
      access.send(`/api/changes/${opened.id}/verifications`, { diagnosis }, { person: by });
    expect(expectProblem(await verify(earlier), 422).detail).toContain("before the change was applied");
    expect(expectProblem(await verify(await diagnose("public")), 422).detail).toContain("did not go by the dns");
    const later = await diagnose("dns");
    expectProblem(await verify(later, "ana"), 403);
    const verified = await verify(later);
    expect(verified.status, verified.text).toBe(200);
    expect(json(verified)).toMatchObject({ state: "verified", verification: { how: "diagnosis" } });
  });
});
