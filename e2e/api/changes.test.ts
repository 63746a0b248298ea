import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "@/lib/services/plans/make-plan";
import type { Report } from "@/lib/services/report";
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

/** The plan that this remedy of a diagnosis from home has, for this person. */
async function planOf(world: string, remedy: string, person = "ana"): Promise<Plan> {
  const asked = { cluster: clusterOf(world), vantage: { kind: "browser" } };
  const [started] = linesOf(await access.send("/api/diagnoses", asked, { person })) as [{ id: string }];
  const report = json(await access.read(`/api/diagnoses/${started.id}`, { person })) as Report;
  const offered = [...report.verdict.remedies, ...report.findings.flatMap(({ remedies }) => remedies)];
  const found = offered.find(({ id }) => id === remedy);
  const answer = await access.send("/api/plans", { diagnosis: report.id, remedy: found }, { person });
  expect(answer.status, answer.text).toBe(200);
  return json(answer) as Plan;
}

async function apply({ id }: Plan, body: unknown, person = "ana", key: string = randomUUID()): Promise<ChangeView> {
  const answer = await access.send(`/api/plans/${id}/apply`, body, { person, key });
  expect(answer.status, answer.text).toBe(202);
  return (json(answer) as { change: ChangeView }).change;
}

const cluster = clusterOf("caller-not-authorized");

describe("a plan that lets a network in", () => {
  it("says what it would do, does it, and does it once", async () => {
    const plan = await planOf("caller-not-authorized", "allow-network");
    expect(plan.apply).toMatchObject({
      kind: "grant",
      confirmation: false,
      refused: null,
      policy: { decision: "allow" },
    });
    const [change] = plan.changes;
    expect(change?.after).toMatch(/^93\.104\.77\.18\/32 \(drawbridge:[\w-]{12}\)$/);

    const key = randomUUID();
    const made = await apply(plan, undefined, "ana", key);
    expect(made).toMatchObject({ kind: "grant", changes: plan.changes, grant: { durationSeconds: 14_400 } });
    const applied = await access.settled(made.id, "applied");
    expect(await access.list(cluster)).toContain(change?.after);
    expect(await apply(plan, undefined, "ana", key)).toMatchObject({ id: made.id, state: applied.state });
    await access.send(`/api/grants/${made.id}/revoke`, {});
    await access.settled(made.id, "ended");
  });

  it("is refused when the list has moved, and when it is too old", async () => {
    const plan = await planOf("caller-not-authorized", "allow-network");
    await control(sandbox.control, "POST", "/actors/human", { cluster, edit: "add", count: 1, everyMs: 1, thinkMs: 0 });
    await moved();
    expectProblem(await access.send(`/api/plans/${plan.id}/apply`, {}), 409);

    const again = await planOf("caller-not-authorized", "allow-network");
    const clock = await access.send("/api/sandbox/clock", { advanceMinutes: 15 });
    expect(clock.status, clock.text).toBe(200);
    expect(expectProblem(await access.send(`/api/plans/${again.id}/apply`, {}), 410).type).toBe("/problems/gone");
    expectProblem(await access.send("/api/plans/none/apply", {}), 404);
  });

  it("takes the terms that are asked for, and refuses those that the policy does not allow", async () => {
    const plan = await planOf("caller-not-authorized", "allow-network");
    expectProblem(await access.send(`/api/plans/${plan.id}/apply`, { duration: "4 weeks" }), 400);
    expectProblem(await access.send(`/api/plans/${plan.id}/apply`, { duration: "4m" }), 400);
    expect((await access.send(`/api/plans/${plan.id}/apply`, { duration: "8d" })).status).toBe(403);
    const made = await apply(plan, { duration: "13h", reason: "release night" });
    expect(made).toMatchObject({
      state: "waiting-approval",
      grant: { durationSeconds: 46_800, reason: "release night" },
    });
    expect((await access.send(`/api/grants/${made.id}/revoke`, {})).status).toBe(200);
    expect(await access.change(made.id)).toMatchObject({ state: "ended", undo: null });
  });
});

describe("a plan that changes the cluster for good", () => {
  it("is for those who answer for the cluster, is applied, and taken back", async () => {
    const forAna = await planOf("dns-endpoint-closed", "open-dns-endpoint");
    expect(forAna.apply).toMatchObject({ kind: "update", policy: { decision: "deny" } });
    const answer = await access.send(`/api/plans/${forAna.id}/apply`, {});
    expect(json(answer)).toMatchObject({ type: "/problems/policy", rules: [{ id: "nothing-allows" }] });

    const plan = await planOf("dns-endpoint-closed", "open-dns-endpoint", "chris");
    expect(plan.apply).toMatchObject({ kind: "update", policy: { decision: "allow" } });
    const body = plan.apply.confirmation ? { confirmation: "dns-endpoint-closed" } : {};
    const key = randomUUID();
    const made = await apply(plan, body, "chris", key);
    expect((await apply(plan, body, "chris", key)).id).toBe(made.id);
    const applied = await access.settled(made.id, "applied", "failed");
    expect(applied).toMatchObject({ kind: "update", state: "applied", undo: "undo", changes: plan.changes });

    const undo = await access.send(`/api/changes/${made.id}/undo`, {}, { person: "chris" });
    expect(undo.status, undo.text).toBe(200);
    const back = json(undo) as Plan;
    expect(back.changes).toEqual(
      plan.changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
    );
    if (back.apply.confirmation) {
      const problem = expectProblem(await access.send(`/api/plans/${back.id}/apply`, {}, { person: "chris" }), 422);
      expect(problem.detail).toContain("dns-endpoint-closed");
    }
    const undone = await apply(back, { confirmation: "dns-endpoint-closed" }, "chris");
    expect(await access.settled(undone.id, "applied", "failed")).toMatchObject({ state: "applied" });
  });

  it("that only a person can carry out is refused", async () => {
    const plan = await planOf("public-endpoint-disabled", "use-private-network");
    expect(plan.apply).toMatchObject({ kind: "manual", policy: null });
    expectProblem(await access.send(`/api/plans/${plan.id}/apply`, {}, { person: "chris" }), 422);
  });
});

/** Resolves once somebody else has written the list. */
async function moved(): Promise<void> {
  const byOthers = async () => (await access.history(cluster)).some(({ actor, effectiveAt }) => actor && effectiveAt);
  const deadline = Date.now() + 10_000;
  while (!(await byOthers())) {
    if (Date.now() > deadline) throw new Error("Nobody wrote the list.");
    await control(sandbox.control, "GET", "/state");
  }
}
