import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { type RunView, type runPreview, runView } from "@/lib/services/schema/runs";
import { accessTo } from "../support/access";
import { clusterOf } from "../support/clusters";
import { type Answer, ask, control, expectProblem, json, linesOf } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

// The whole product on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let sandbox: Sandbox;
let access: ReturnType<typeof accessTo>;
beforeAll(async () => {
  sandbox = await startSandbox();
  access = accessTo(sandbox);
  await control(sandbox.control, "POST", "/updates", { podStartMs: 500 });
});
afterAll(() => sandbox?.close());

const path = "/api/workloads/runs";
const gsa = "wi-healthy-workload@corp-data-prod.iam.gserviceaccount.com";
const probe = (given: object = {}) => ({
  ...{ kind: "probe", cluster: clusterOf("healthy-workload"), namespace: "dbt", serviceAccount: "dbt-runner" },
  ...{ expected: gsa, reason: "incident 7" },
  ...given,
});
const rehearsal = (form: object) => ({
  kind: "rehearsal",
  cluster: clusterOf("healthy-workload"),
  form: {
    ...{ taskId: "dbt_run", namespace: "dbt", serviceAccount: "dbt-runner" },
    ...{ image: "europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9", ...form },
  },
});

/** The policy's rule that says no. */
function expectRule(answer: Answer, rule: string): void {
  expect(answer.status, answer.text).toBe(403);
  expect(json(answer)).toMatchObject({ type: "/problems/policy", rules: [{ id: rule }] });
}

const start = async (body: object, { person = "chris", key = randomUUID() } = {}): Promise<RunView> => {
  const answer = await access.send(path, body, { person, key });
  expect(answer.status, answer.text).toBe(202);
  return json(answer) as RunView;
};

/** Every line of the run's stream, which ends when its pod is gone. */
async function followed(id: string): Promise<readonly RunView[]> {
  const headers = { accept: "application/x-ndjson", "x-sandbox-person": "chris" };
  const answer = await ask(sandbox.url, { path: `${path}/${id}`, headers });
  return linesOf(answer).map((line) => runView.parse(line));
}

describe("a run over HTTP", () => {
  it("is streamed from its beginning until its pod is gone, and found again", async () => {
    const { id } = await start(probe());
    const lines = await followed(id);
    expect(lines.at(-1)).toMatchObject({
      ...{ id, state: "finished", cleaned: true, identity: { email: gsa, proven: true, tokenStatus: 200 } },
    });
    const states = [...new Set(lines.map(({ state }) => state))];
    expect(states.filter((state) => state !== "queued").slice(-1)).toEqual(["finished"]);
    expect(json(await access.read(`${path}/${id}`))).toMatchObject({ id, state: "finished" });
    const page = await access.read(`${path}?cluster=${encodeURIComponent(clusterOf("healthy-workload"))}`);
    expect(json(page)).toMatchObject({ runs: [{ id }], nextCursor: null });
    expect(json(await access.read(`${path}?limit=1`))).toMatchObject({ runs: [{ id }] });
  });

  it("rehearses a task, whose words and log are for those who may run it", async () => {
    const { id } = await start(rehearsal({ arguments: ["dbt", "run", "--select", "tag:hourly"] }));
    const last = (await followed(id)).at(-1);
    expect(last).toMatchObject({ state: "finished", identity: null, pod: expect.stringMatching(/^dbt-run-/) });
    expect(last?.command).toContain("tag:hourly");
    expect(last?.log.length).toBeGreaterThan(0);
    const seen = json(await access.read(`${path}/${id}`, { person: "ana" }));
    expect(seen).toMatchObject({ id, state: "finished", command: [], log: [], manifest: null });
  });

  it("is made once of one press", async () => {
    const key = randomUUID();
    const first = await start(probe(), { key });
    expect((await start(probe(), { key })).id).toBe(first.id);
    expectProblem(await access.send(path, probe({ serviceAccount: "default" }), { person: "chris", key }), 409);
    expectRule(await access.send(`${path}/${first.id}/stop`, {}, { person: "ana" }), "nothing-allows");
    expect(json(await access.send(`${path}/${first.id}/stop`, {}, { person: "chris" }))).toMatchObject({
      id: first.id,
    });
    expect((await followed(first.id)).at(-1)).toMatchObject({ cleaned: true });
  });

  it("is shown before it is made, with the same by kubectl and what the policy says", async () => {
    const preview = async (body: object, person: string) => {
      const answer = await access.send(`${path}/preview`, body, { person });
      expect(answer.status, answer.text).toBe(200);
      return json(answer) as z.infer<typeof runPreview>;
    };
    expect(await preview(probe(), "chris")).toMatchObject({
      kubectl: expect.stringMatching(/^kubectl --namespace dbt create -f - /),
      policy: { decision: "allow" },
      manifest: { spec: { serviceAccountName: "dbt-runner" } },
    });
    expect(await preview(probe(), "ana")).toMatchObject({ policy: { decision: "deny" } });
    expect((await preview(rehearsal({}), "chris")).differences).not.toEqual([]);
  });

  it.each([
    ["another project", probe({ cluster: "projects/not-ours/locations/l/clusters/c" }), "chris", 404],
    ["no such cluster", probe({ cluster: clusterOf("nothing") }), "chris", 404],
    ["a name that is none", probe({ namespace: "No Namespace" }), "chris", 400],
    ["an image of one's own for a probe", probe({ image: "mine:1" }), "chris", 400],
    ["a template", rehearsal({ arguments: ["{{ ds }}"] }), "chris", 422],
    ["nothing", {}, "chris", 400],
  ])("is refused: %s", async (_, body, person, status) => {
    expectProblem(await access.send(path, body, { person }), status);
  });

  it.each([
    ["who may not", probe(), "ana", "nothing-allows"],
    ["a system namespace", probe({ namespace: "kube-system" }), "chris", "no-pods-in-system-namespaces"],
  ])("is forbidden by the policy: %s", async (_, body, person, rule) => {
    expectRule(await access.send(path, body, { person }), rule);
  });

  it("is not found by an id that is none", async () => {
    expectProblem(await access.read(`${path}/${"0".repeat(32)}`), 404);
    expectProblem(await access.send(`${path}/${"0".repeat(32)}/stop`, {}, { person: "chris" }), 404);
    expectProblem(await access.read(`${path}?limit=51`), 400);
    expectProblem(await access.read(`${path}?cursor=x`), 400);
  });
});
