import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environmentList, workloadReport, workloadStreamLine } from "@/lib/services/schema/workload";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import { canaries } from "../support/canaries";
import { clusterOf } from "../support/clusters";
import { ask, control, expectProblem, json, linesOf, post } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox?.close());

const path = "/api/workloads/diagnoses";
const broken = {
  target: { kind: "cluster", cluster: clusterOf("annotation-missing") },
  namespace: "dbt",
  serviceAccount: "dbt-runner",
  googleServiceAccount: "wi-annotation-missing@corp-data-prod.iam.gserviceaccount.com",
};

async function reportOf(body: object): Promise<WorkloadReport> {
  const answer = await post(sandbox.url, path, body, { accept: "application/x-ndjson" });
  const [started] = linesOf(answer) as [{ id: string }];
  return json(await ask(sandbox.url, { path: `${path}/${started.id}` })) as WorkloadReport;
}

describe("POST /api/workloads/diagnoses", () => {
  it("streams facts, findings and one verdict as published, and keeps the report", async () => {
    const answer = await post(sandbox.url, path, broken, { accept: "application/x-ndjson" });
    expect(answer.status, answer.text).toBe(200);
    const lines = linesOf(answer).map((line) => workloadStreamLine.parse(line));
    expect(lines[0]).toMatchObject({ type: "started" });
    expect(lines.at(-1)).toMatchObject({ type: "done" });
    const verdicts = lines.flatMap((line) => (line.type === "verdict" ? [line] : []));
    expect(verdicts.at(-1)).toMatchObject({
      provisional: false,
      verdict: { state: "blocked", cause: "annotation-missing" },
    });

    const started = lines[0] as { id: string };
    const report = json(await ask(sandbox.url, { path: `${path}/${started.id}` }));
    expect(workloadReport.parse(report)).toMatchObject({
      id: started.id,
      cluster: broken.target.cluster,
      request: { namespace: "dbt", hasErrorText: false, hasDag: false },
      verdict: verdicts.at(-1)?.verdict,
    });
  });

  it("gives the report as an incident note to who asks for Markdown", async () => {
    const { id } = await reportOf(broken);
    const note = await ask(sandbox.url, { path: `${path}/${id}`, headers: { accept: "text/markdown" } });
    expect(note.headers["content-type"]).toContain("text/markdown");
    expect(note.text).toContain("**Root cause:** `annotation-missing`");
  });

  it("changes nothing at Google or in the cluster", async () => {
    await reportOf(broken);
    const { history } = (await control(sandbox.control, "GET", "/history")) as { history: readonly unknown[] };
    expect(history).toEqual([]);
  });

  it("keeps neither the error text nor the DAG, nor a secret in them", async () => {
    const errorText = `Unable to generate access token; IAM returned 403 Forbidden: token ${canaries.accessToken}`;
    const dag = `KubernetesPodOperator(task_id="a", namespace="dbt", env_vars={"PASSWORD": "${canaries.accessToken}"})`;
    const report = await reportOf({ ...broken, errorText, dag });
    expect(report.request).toMatchObject({ hasErrorText: true, hasDag: true });
    expect(JSON.stringify(report)).not.toContain(canaries.accessToken);
    expect(JSON.stringify(report)).not.toContain("PASSWORD");
  });

  it.each([
    [
      "an unknown project",
      { ...broken, target: { kind: "cluster", cluster: "projects/other-corp/locations/x/clusters/c" } },
      404,
    ],
    ["an unknown kind of target", { ...broken, target: { kind: "vm" } }, 400],
    ["an environment's bare name", { ...broken, target: { kind: "environment", environment: "airflow" } }, 400],
    ["a namespace in capitals", { ...broken, namespace: "Dbt" }, 400],
    ["a namespace with a path", { ...broken, namespace: "../kube-system" }, 400],
    ["a namespace of 64 characters", { ...broken, namespace: "a".repeat(64) }, 400],
    ["an account with a slash", { ...broken, serviceAccount: "a/b" }, 400],
    ["an e-mail address of a person", { ...broken, googleServiceAccount: "ana@corp.example" }, 400],
    ["no Google service account at all", { ...broken, googleServiceAccount: undefined }, 400],
    ["a role that is none", { ...broken, roles: [{ resource: "projects/p1", role: "owner" }] }, 400],
    ["a resource of another kind", { ...broken, roles: [{ resource: "vms/x", role: "roles/viewer" }] }, 400],
    ["eleven roles", { ...broken, roles: Array(11).fill({ resource: "projects/p1", role: "roles/viewer" }) }, 400],
    ["an unknown field", { ...broken, dryRun: true }, 400],
  ])("refuses %s", async (_, body, status) => {
    expectProblem(await post(sandbox.url, path, body), status);
  });

  it("says that a cluster which is not there is not there", async () => {
    const { verdict } = await reportOf({ ...broken, target: { kind: "cluster", cluster: clusterOf("nowhere") } });
    expect(verdict).toMatchObject({ state: "blocked", cause: "cluster-missing" });
  });

  it("is unknown, and names the permission, when IAM does not tell", async () => {
    await control(sandbox.control, "POST", "/identities", {
      identity: "drawbridge-reader",
      deny: ["iam.serviceAccounts.getIamPolicy"],
    });
    const { verdict, findings } = await reportOf({
      ...broken,
      target: { kind: "cluster", cluster: clusterOf("healthy-workload") },
      googleServiceAccount: "wi-healthy-workload@corp-data-prod.iam.gserviceaccount.com",
    });
    expect(verdict).toMatchObject({ state: "unknown", cause: null });
    expect(JSON.stringify(findings)).toContain("iam.serviceAccounts.getIamPolicy");
    await control(sandbox.control, "POST", "/reset", {});
  });
});

describe("GET /api/workloads", () => {
  it("has no report of an unknown id", async () => {
    expectProblem(await ask(sandbox.url, { path: `${path}/aaaaaaaaaaaaaaaaaaaaaa` }), 404);
    expectProblem(await ask(sandbox.url, { path: `${path}/x` }), 404);
  });

  it("lists Composer's environments with their generation, and refuses what is no region", async () => {
    const answer = await ask(sandbox.url, { path: "/api/workloads/environments" });
    const { environments, missing } = environmentList.parse(json(answer));
    expect(missing).toEqual([]);
    expect(environments.map(({ generation }) => generation)).toEqual(expect.arrayContaining([2, 3]));
    for (const { generation, cluster } of environments) expect(cluster === null).toBe(generation === 3);
    expectProblem(await ask(sandbox.url, { path: "/api/workloads/environments?location=-" }), 400);
    expectProblem(await ask(sandbox.url, { path: "/api/workloads/environments?project=other" }), 400);
  });
});
