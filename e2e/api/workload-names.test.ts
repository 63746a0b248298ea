import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type WorkloadNames, workloadNames, workloadReportPage } from "@/lib/services/schema/workload";
import { clusterOf } from "../support/clusters";
import { ask, control, expectProblem, json, linesOf, post } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox?.close());
afterEach(() => control(sandbox.control, "POST", "/reset", {}));

const account = "wi-healthy-workload@corp-data-prod.iam.gserviceaccount.com";
const environment = (name: string) => `projects/corp-data-prod/locations/europe-west1/environments/${name}`;
const get = (search: Readonly<Record<string, string>>) =>
  ask(sandbox.url, { path: `/api/workloads/names?${new URLSearchParams(search)}` });
const namesOf = async (target: string, namespace?: string): Promise<WorkloadNames> => {
  const answer = await get({ target, ...(namespace !== undefined && { namespace }) });
  expect(answer.status, answer.text).toBe(200);
  return workloadNames.parse(json(answer));
};
const deny = (...permissions: readonly string[]) =>
  control(sandbox.control, "POST", "/identities", { identity: "drawbridge-reader", deny: permissions });

describe("GET /api/workloads/names", () => {
  it("tells the namespaces, the accounts of one with their annotations, and the Google accounts, in one call", async () => {
    const names = await namesOf(clusterOf("healthy-workload"), "dbt");
    expect(names.namespaces).toEqual(names.namespaces.toSorted());
    expect(names.namespaces).toEqual(expect.arrayContaining(["airflow", "dbt", "default", "kube-system"]));
    expect(names.serviceAccounts).toEqual([
      { name: "dbt-runner", googleServiceAccount: account },
      { name: "default", googleServiceAccount: null },
    ]);
    expect(names.googleServiceAccounts.find(({ email }) => email === account)).toMatchObject({ disabled: false });
    expect(names.googleServiceAccounts.some(({ disabled }) => disabled)).toBe(true);
    expect(names.missing).toEqual([]);
    const { history } = (await control(sandbox.control, "GET", "/history")) as { history: readonly unknown[] };
    expect(history).toEqual([]);
  });

  it("reads no service accounts without a namespace, and none of one that is not there", async () => {
    for (const namespace of [undefined, "not-there"]) {
      expect(await namesOf(clusterOf("healthy-workload"), namespace)).toMatchObject({
        serviceAccounts: [],
        missing: [],
      });
    }
  });

  it("finds the cluster of a Composer 2 environment", async () => {
    const names = await namesOf(environment("healthy-composer-2"), "composer-user-workloads");
    expect(names.serviceAccounts).toContainEqual({
      name: "default",
      googleServiceAccount: "wi-healthy-composer-2@corp-data-prod.iam.gserviceaccount.com",
    });
    expect(names.missing).toEqual([]);
  });

  it("knows of Composer 3 the only place that it has", async () => {
    const place = { namespaces: ["composer-user-workloads"], missing: [] };
    expect(await namesOf(environment("healthy-composer-3"), "composer-user-workloads")).toMatchObject({
      ...place,
      serviceAccounts: [{ name: "default", googleServiceAccount: null }],
    });
    expect(await namesOf(environment("healthy-composer-3"), "dbt")).toMatchObject({ ...place, serviceAccounts: [] });
  });

  it.each([
    ["container.namespaces.list", ["namespaces"]],
    ["container.serviceAccounts.list", ["service-accounts"]],
    ["iam.serviceAccounts.list", ["google-service-accounts"]],
    ["container.clusters.get", ["namespaces", "service-accounts"]],
  ])("names %s when it is missing, and tells the rest", async (permission, expected) => {
    await deny(permission);
    const { missing, ...names } = await namesOf(clusterOf("healthy-workload"), "dbt");
    expect(missing.map(({ what }) => what)).toEqual(expected);
    for (const { detail } of missing) expect(detail).toContain(permission);
    const lists = {
      namespaces: names.namespaces,
      "service-accounts": names.serviceAccounts,
      "google-service-accounts": names.googleServiceAccounts,
    };
    for (const [what, list] of Object.entries(lists)) expect(list.length > 0, what).toBe(!expected.includes(what));
  });

  it("names composer.environments.get when it is missing", async () => {
    await deny("composer.environments.get");
    const { missing } = await namesOf(environment("healthy-composer-2"), "composer-user-workloads");
    expect(missing.map(({ what }) => what)).toEqual(["namespaces", "service-accounts"]);
    expect(missing[0]?.detail).toContain("composer.environments.get");
  });

  it("says that a cluster which is not there could not be read", async () => {
    const names = await namesOf(clusterOf("nowhere"), "dbt");
    expect(names).toMatchObject({ namespaces: [], serviceAccounts: [] });
    expect(names.missing.map(({ what }) => what)).toEqual(["namespaces", "service-accounts"]);
    expect(names.googleServiceAccounts).not.toEqual([]);
  });

  it("answers in time when a control plane does not", async () => {
    const slow = { match: { host: "kubernetes", pathPattern: "namespaces" }, latencyMs: 20_000 };
    await control(sandbox.control, "POST", "/faults", [slow]);
    const began = performance.now();
    const { missing, googleServiceAccounts } = await namesOf(clusterOf("healthy-workload"), "dbt");
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(missing.map(({ what }) => what)).toEqual(["namespaces", "service-accounts"]);
    expect(googleServiceAccounts).not.toEqual([]);
    await control(sandbox.control, "DELETE", "/faults");
  });

  it.each([
    ["no target", {}, 400],
    ["a bare name", { target: "healthy-workload" }, 400],
    ["a path as a namespace", { target: clusterOf("healthy-workload"), namespace: "../kube-system" }, 400],
    ["an empty namespace", { target: clusterOf("healthy-workload"), namespace: "" }, 400],
    ["a project that is not looked at", { target: "projects/other-corp/locations/x/clusters/c" }, 404],
  ])("refuses %s", async (_, search, status) => {
    expectProblem(await get(search), status);
  });
});

describe("GET /api/workloads/diagnoses", () => {
  const path = "/api/workloads/diagnoses";
  const list = async (search = "") => workloadReportPage.parse(json(await ask(sandbox.url, { path: path + search })));

  it("lists the newest first, as the reports are", async () => {
    expect(await list()).toEqual({ reports: [] });
    const request = {
      target: { kind: "cluster", cluster: clusterOf("annotation-missing") },
      namespace: "dbt",
      serviceAccount: "dbt-runner",
      googleServiceAccount: "wi-annotation-missing@corp-data-prod.iam.gserviceaccount.com",
    };
    const ids: unknown[] = [];
    for (const googleServiceAccount of [request.googleServiceAccount, null]) {
      const body = { ...request, googleServiceAccount };
      const [started] = linesOf(await post(sandbox.url, path, body, { accept: "application/x-ndjson" }));
      ids.unshift((started as { id: string }).id);
    }
    const { reports } = await list();
    expect(reports.map(({ id }) => id)).toEqual(ids);
    expect(reports[1]).toMatchObject({
      ...request,
      target: request.target.cluster,
      verdict: "blocked",
      cause: "annotation-missing",
      hop: "annotation",
    });
    expect(reports[0]).toMatchObject({ googleServiceAccount: null });
    expect((await list("?limit=1")).reports.map(({ id }) => id)).toEqual(ids.slice(0, 1));
  });

  it.each(["0", "101", "1.5", "x", "-1", ""])("refuses the limit %j", async (limit) => {
    expectProblem(await ask(sandbox.url, { path: `${path}?limit=${limit}` }), 400);
  });
});
