import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getEnvironment, listEnvironments } from "./composer";
import { type ContainerReader, containerReader } from "./container";
import { getBucketPolicy, getProjectPolicy } from "./iam-policies";
import { getProject } from "./resource-manager";
import { googleRest, type Rest } from "./rest";
import { getServiceAccount, getServiceAccountPolicy, listServiceAccounts } from "./service-accounts";
import { type GoogleUnderTest, googleRefusal, googleTestToken, startGoogle } from "./testing";

let google: GoogleUnderTest;
let rest: Rest;
let container: ContainerReader;
beforeAll(async () => {
  google = await startGoogle();
  rest = googleRest(google.settings, google.identity);
  container = containerReader(google.settings, google.identity);
});
afterAll(() => google.close());

const patient = () => AbortSignal.timeout(10_000);
const ok = (json: unknown) => ({ status: 200, json });
const asked = () => google.seen.map(({ method, path }) => `${method} ${path}`);
const email = "airflow@corp-data-prod.iam.gserviceaccount.com";
const account = { name: `projects/corp-data-prod/serviceAccounts/${email}`, email, projectId: "corp-data-prod" };
const environmentName = { project: "corp-data-prod", location: "europe-west1", environment: "etl" };

describe("refusals stay Google's", () => {
  const name = { project: "corp-data-prod", location: "europe-west1", cluster: "etl" };
  const reads: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["getEnvironment", () => getEnvironment(rest, environmentName, patient())],
    ["listEnvironments", () => listEnvironments(rest, "corp-data-prod", "europe-west1", patient())],
    ["getServiceAccount", () => getServiceAccount(rest, email, patient())],
    ["listServiceAccounts", () => listServiceAccounts(rest, "corp-data-prod", patient())],
    ["getServiceAccountPolicy", () => getServiceAccountPolicy(rest, email, patient())],
    ["getProjectPolicy", () => getProjectPolicy(rest, "corp-data-prod", patient())],
    ["getBucketPolicy", () => getBucketPolicy(rest, "corp-lake", patient())],
    ["getProject", () => getProject(rest, "corp-data-prod", patient())],
    ["getWorkloadCluster", () => container.getWorkloadCluster(name, 10_000)],
  ];

  it.each(reads)("%s", async (_, read) => {
    google.answer(googleRefusal(404, "NOT_FOUND", "Not found"));
    await expect(read()).rejects.toMatchObject({ name: "GoogleError", reason: "not-found" });
    const message = "Permission 'a.b.get' denied on resource (or it may not exist).";
    google.answer(googleRefusal(403, "PERMISSION_DENIED", message));
    await expect(read()).rejects.toMatchObject({ reason: "permission-denied", permission: "a.b.get" });
    google.answer(googleRefusal(403, "PERMISSION_DENIED", `you sent Bearer ${googleTestToken}`));
    const error = await read().catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain("very-Secret");
    google.answer(ok([]));
    await expect(read()).rejects.toMatchObject({ reason: "invalid-answer" });
  });

  it("with the permission of ErrorInfo where the text has none", async () => {
    const details = [{ reason: "IAM_PERMISSION_DENIED", metadata: { permission: "composer.environments.get" } }];
    google.answer(googleRefusal(403, "PERMISSION_DENIED", "The caller does not have permission", details));
    await expect(getEnvironment(rest, environmentName, patient())).rejects.toMatchObject({
      reason: "permission-denied",
      permission: "composer.environments.get",
    });
  });
});

describe("service accounts", () => {
  it("one that is switched off, and one that says little", async () => {
    const named = { uniqueId: "117", displayName: "Airflow", disabled: true };
    google.answer(ok({ ...account, ...named }));
    expect(await getServiceAccount(rest, email, patient())).toEqual({ email, project: "corp-data-prod", ...named });
    expect(asked()).toEqual([`GET /v1/${account.name}`]);
    google.answer(ok(account));
    expect(await getServiceAccount(rest, email, patient())).toMatchObject({ disabled: false, uniqueId: "" });
  });

  it.each([
    ["n-1@corp.com.iam.gserviceaccount.com", "-"],
    ["1234-compute@developer.gserviceaccount.com", "-"],
    ["corp-data-prod@appspot.gserviceaccount.com", "-"],
    [email, "corp-data-prod"],
  ])("%s is looked for in project %s", async (address, project) => {
    google.answer(ok({ email: address }));
    await getServiceAccount(rest, address, patient());
    expect(google.seen[0]?.path).toBe(`/v1/projects/${project}/serviceAccounts/${address}`);
  });

  it.each(["", "ana@corp.example", "a/b@p.iam.gserviceaccount.com", `${email}:x`, `x?${email}`])(
    "%j is not asked about",
    async (address) => {
      google.answer(ok(account));
      const invalid = { reason: "invalid-argument" };
      await expect(getServiceAccount(rest, address, patient())).rejects.toMatchObject(invalid);
      await expect(getServiceAccountPolicy(rest, address, patient())).rejects.toMatchObject(invalid);
      expect(google.seen).toEqual([]);
    },
  );

  it("lists them page by page", async () => {
    google.answer(ok({ accounts: [account], nextPageToken: "n" }), ok({ accounts: [account] }));
    expect(await listServiceAccounts(rest, "corp-data-prod", patient())).toHaveLength(2);
    expect(asked()[1]).toBe("GET /v1/projects/corp-data-prod/serviceAccounts?pageSize=100&pageToken=n");
  });
});

describe("policies", () => {
  const condition = { title: "t", expression: "true", description: "d" };
  const bindings = [
    { role: "roles/iam.workloadIdentityUser", members: ["serviceAccount:p.svc.id.goog[a/b]"] },
    { role: "roles/x", members: ["user:a"], condition },
    { role: "roles/y" },
  ];
  const view = {
    etag: "BwX",
    version: 3,
    bindings: [
      { ...bindings[0], condition: null },
      { ...bindings[1], condition },
      { role: "roles/y", members: [], condition: null },
    ],
  };
  const reads: readonly (readonly [string, () => Promise<unknown>, method: string, path: string, body: unknown])[] = [
    [
      "a service account's",
      () => getServiceAccountPolicy(rest, email, patient()),
      "POST",
      `/v1/${account.name}:getIamPolicy?options.requestedPolicyVersion=3`,
      {},
    ],
    [
      "a project's",
      () => getProjectPolicy(rest, "corp-data-prod", patient()),
      "POST",
      "/v3/projects/corp-data-prod:getIamPolicy",
      { options: { requestedPolicyVersion: 3 } },
    ],
    [
      "a bucket's",
      () => getBucketPolicy(rest, "corp-lake", patient()),
      "GET",
      "/storage/v1/b/corp-lake/iam?optionsRequestedPolicyVersion=3",
      undefined,
    ],
  ];

  it.each(reads)("%s, in version 3", async (_, read, method, path, json) => {
    google.answer(ok({ etag: "BwX", version: 3, bindings, kind: "storage#policy" }));
    expect(await read()).toEqual(view);
    expect(google.seen).toEqual([{ method, path, token: `Bearer ${googleTestToken}`, json }]);
  });

  it.each([
    [{}, { etag: "ACAB", version: 0, bindings: [] }],
    [{ etag: "ACAB" }, { etag: "ACAB", version: 0, bindings: [] }],
    [{ bindings: [{ role: "r", members: [] }] }, { etag: "", bindings: [{ role: "r" }] }],
  ])("%j", async (given, expected) => {
    google.answer(ok(given));
    expect(await getServiceAccountPolicy(rest, email, patient())).toMatchObject(expected);
  });
});

describe("projects and clusters", () => {
  it("a project's number", async () => {
    google.answer(ok({ projectId: "corp-data-prod", projectNumber: "42" }));
    expect(await getProject(rest, "corp-data-prod", patient())).toEqual({ id: "corp-data-prod", number: "42" });
    expect(asked()).toEqual(["GET /v1/projects/corp-data-prod"]);
  });

  const name = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" };
  const cluster = { name: "analytics", location: "europe-west1", status: "RUNNING", etag: "e1" };
  const bare = {
    name,
    status: "RUNNING",
    mode: "standard",
    workloadPool: null,
    nodePools: [],
    labels: {},
    networkPolicy: false,
    dataplaneV2: false,
    etag: "e1",
  };
  const pool = (config: object) => ({ name: "p", status: "RUNNING", etag: "e2", config });
  const poolView = { name: "p", status: "RUNNING", etag: "e2", serviceAccount: "default", metadata: "unspecified" };

  it.each([
    ["one without anything", {}, {}],
    ["Autopilot", { autopilot: { enabled: true } }, { mode: "autopilot" }],
    [
      "a pool of identities",
      { workloadIdentityConfig: { workloadPool: "corp-data-prod.svc.id.goog" } },
      { workloadPool: "corp-data-prod.svc.id.goog" },
    ],
    [
      "Dataplane V2",
      { networkConfig: { datapathProvider: "ADVANCED_DATAPATH" } },
      { networkPolicy: true, dataplaneV2: true },
    ],
    ["Calico", { networkPolicy: { enabled: true, provider: "CALICO" } }, { networkPolicy: true }],
    ["labels", { resourceLabels: { team: "data" } }, { labels: { team: "data" } }],
    [
      "node pools",
      {
        nodePools: [
          pool({ workloadMetadataConfig: { mode: "GKE_METADATA" }, serviceAccount: email }),
          pool({ workloadMetadataConfig: { mode: "GCE_METADATA" } }),
          pool({ workloadMetadataConfig: {} }),
          pool({}),
        ],
      },
      {
        nodePools: [
          { ...poolView, metadata: "gke", serviceAccount: email },
          { ...poolView, metadata: "gce" },
          poolView,
          poolView,
        ],
      },
    ],
  ])("%s", async (_, more, expected) => {
    google.answer(ok({ ...cluster, ...more }));
    expect(await container.getWorkloadCluster(name, 10_000)).toEqual({ ...bare, ...expected });
  });
});
