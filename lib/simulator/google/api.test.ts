import { v1 } from "@google-cloud/container";
import { OAuth2Client } from "google-auth-library";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorld } from "@/lib/simulator/testing";
import type { World } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const worlds: readonly World[] = [
  testWorld("one"),
  testWorld("zonal", { base: "zonal-peering" }),
  testWorld("busy", {
    google: {
      operations: [
        { operationType: "UPGRADE_NODES", startTime: "{now-40m}" },
        { name: "operation-2", status: "DONE" },
      ],
      auditLog: [
        { timestamp: "{now-2d}", protoPayload: { methodName: "google.container.v1.ClusterManager.UpdateCluster" } },
        { protoPayload: { methodName: "google.container.v1.ClusterManager.GetCluster" } },
      ],
    },
  }),
  testWorld("poor", {
    project: "locked-project-1",
    google: { deniedPermissions: ["container.clusters.get", "container.operations.list", "logging.logEntries.list"] },
  }),
  testWorld("api-off", {
    project: "no-gke-1",
    google: {
      getCluster: {
        status: 403,
        body: { error: { code: 403, message: "Kubernetes Engine API has not been used in project {project}" } },
      },
    },
  }),
];

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ worlds, now: () => now });
});
afterAll(() => simulator.close());

type Answer = { readonly status: number; readonly body: { readonly [key: string]: unknown } };

async function ask(method: string, path: string, body?: object, token: string | null = "t"): Promise<Answer> {
  const response = await fetch(simulator.google + path, {
    method,
    ...(token === null ? {} : { headers: { authorization: `Bearer ${token}` } }),
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

const data = "v1/projects/corp-data-prod/locations";

describe("the container API", () => {
  it.each(["v1", "v1beta1"])("%s lists and gets clusters in both endpoint shapes", async (version) => {
    const { body } = await ask("GET", `${version}/projects/corp-data-prod/locations/-/clusters`);
    expect((body.clusters as { name: string }[]).map(({ name }) => name)).toEqual(["one", "zonal", "busy"]);
    const got = await ask("GET", `${version}/projects/corp-data-prod/locations/europe-west1/clusters/one`);
    expect(got.body).toMatchObject({
      zone: "europe-west1",
      selfLink: `https://container.googleapis.com/${version}/projects/corp-data-prod/locations/europe-west1/clusters/one`,
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true } },
      masterAuthorizedNetworksConfig: { enabled: true },
      privateClusterConfig: { enablePrivateNodes: true },
    });
  });

  it("takes zones for locations, and filters by them", async () => {
    expect((await ask("GET", "v1/projects/corp-data-prod/zones/europe-west1-b/clusters/zonal")).status).toBe(200);
    expect((await ask("GET", `${data}/europe-west1-b/clusters`)).body.clusters).toHaveLength(1);
    expect((await ask("GET", `${data}/asia-east1/clusters`)).body).toEqual({});
  });

  it.each([
    [
      `${data}/europe-west1/clusters/nope`,
      404,
      "Not found: projects/corp-data-prod/locations/europe-west1/clusters/nope.",
    ],
    [
      `${data}/europe-west1-b/clusters/nope`,
      404,
      "Not found: projects/corp-data-prod/zones/europe-west1-b/clusters/nope.",
    ],
    [
      `${data}/europe-west1/operations/nope`,
      404,
      "Not found: projects/corp-data-prod/locations/europe-west1/operations/nope.",
    ],
    ["v1/projects/nowhere-1/locations/-/clusters", 403, "Permission denied on resource project nowhere-1."],
    [
      "v1/projects/locked-project-1/locations/europe-west1/clusters/poor",
      403,
      'Required "container.clusters.get" permission(s) for "projects/locked-project-1/locations/europe-west1/clusters/poor".',
    ],
    [
      "v1/projects/locked-project-1/locations/-/operations",
      403,
      'Required "container.operations.list" permission(s) for "projects/locked-project-1".',
    ],
    [
      "v1/projects/no-gke-1/locations/europe-west1/clusters/api-off",
      403,
      "Kubernetes Engine API has not been used in project no-gke-1",
    ],
  ])("GET %s → %d", async (path, status, message) => {
    expect(await ask("GET", path)).toMatchObject({ status, body: { error: { code: status, message } } });
  });

  it("fills in what a world leaves out of its operations", async () => {
    const { body } = await ask("GET", `${data}/-/operations`);
    const [upgrade] = body.operations as { name: string }[];
    expect(upgrade).toMatchObject({
      operationType: "UPGRADE_NODES",
      status: "RUNNING",
      zone: "europe-west1",
      startTime: "2026-11-20T11:20:00.000Z",
      targetLink: "https://container.googleapis.com/v1/projects/123456789012/locations/europe-west1/clusters/busy",
    });
    expect((await ask("GET", `${data}/europe-west1/operations/${upgrade?.name}`)).body).toEqual(upgrade);
    expect((await ask("GET", `${data}/europe-west1/operations/operation-2`)).body).toMatchObject({ status: "DONE" });
  });

  it("is readable for Google's own Node client", async () => {
    const authClient = new OAuth2Client();
    authClient.setCredentials({ access_token: "t" });
    const { hostname, port } = new URL(simulator.google);
    const options = { fallback: true, apiEndpoint: hostname, port: Number(port), protocol: "http", authClient };
    const client = new v1.ClusterManagerClient(options as never);
    const name = "projects/corp-data-prod/locations/europe-west1/clusters/one";
    const [cluster] = await client.getCluster({ name }, { timeout: 5_000 });
    expect(cluster).toMatchObject({
      status: "RUNNING",
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true } },
    });
    await expect(client.getCluster({ name: `${name}-not` }, { timeout: 5_000 })).rejects.toMatchObject({ code: 5 });
    await client.close();
  });
});

describe("credentials and what is not simulated", () => {
  it.each([
    [null, "Request is missing required authentication credential."],
    ["expired-1", "Request had invalid authentication credentials."],
  ])("token %s → 401", async (token, text) => {
    const { status, body } = await ask("GET", `${data}/-/clusters`, undefined, token);
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { status: "UNAUTHENTICATED", message: expect.stringContaining(text) } });
  });

  it.each([
    ["POST", `${data}/europe-west1/clusters/one/nodePools`],
    ["GET", "v1/projects/corp-data-prod/locations/-/environments"],
    ["GET", "storage/v1/b/some-bucket"],
    ["POST", `${data}/europe-west1/clusters/one:setMasterAuth`],
    ["DELETE", `${data}/europe-west1/clusters/one`],
    ["GET", "compute/v1/projects/p/global/networks"],
  ])("%s %s → 501, by name", async (method, path) => {
    const { status, body } = await ask(method, path, method === "GET" ? undefined : {});
    expect(status).toBe(501);
    expect(body).toMatchObject({ error: { message: `The simulator does not support ${method} /${path}.` } });
  });
});

describe("Resource Manager", () => {
  it("lists projects in pages", async () => {
    const first = await ask("GET", "v1/projects?filter=lifecycleState%3AACTIVE&pageSize=2");
    expect(first.body).toMatchObject({
      projects: [{ projectId: "corp-data-prod", projectNumber: "123456789012" }, { projectId: "locked-project-1" }],
    });
    const second = await ask("GET", `v1/projects?pageSize=2&pageToken=${String(first.body.nextPageToken)}`);
    expect(second.body.projects).toMatchObject([{ projectId: "no-gke-1" }]);
    expect(second.body).not.toHaveProperty("nextPageToken");
  });

  it("gets one project, and denies the others", async () => {
    expect((await ask("GET", "v1/projects/no-gke-1")).body).toMatchObject({
      projectId: "no-gke-1",
      lifecycleState: "ACTIVE",
    });
    expect((await ask("GET", "v1/projects/nowhere-1")).status).toBe(403);
  });

  it.each(["v1", "v3"])("%s tests permissions", async (version) => {
    const permissions = ["container.clusters.get", "container.clusters.update"];
    const ask1 = (project: string) => ask("POST", `${version}/projects/${project}:testIamPermissions`, { permissions });
    expect((await ask1("corp-data-prod")).body).toEqual({ permissions });
    expect((await ask1("locked-project-1")).body).toEqual({ permissions: ["container.clusters.update"] });
  });
});

describe("Cloud Logging", () => {
  const list = (filter: string, project = "corp-data-prod", more = {}) =>
    ask("POST", "v2/entries:list", { resourceNames: [`projects/${project}`], filter, ...more });
  const updates = `resource.type="gke_cluster" AND resource.labels.cluster_name="busy" protoPayload.methodName:"UpdateCluster"`;

  it("finds a cluster's updates, filled in", async () => {
    const { body } = await list(updates);
    expect(body.entries).toMatchObject([
      {
        logName: "projects/corp-data-prod/logs/cloudaudit.googleapis.com%2Factivity",
        timestamp: "2026-11-18T12:00:00.000Z",
        resource: { type: "gke_cluster", labels: { cluster_name: "busy", location: "europe-west1" } },
        protoPayload: { resourceName: "projects/corp-data-prod/locations/europe-west1/clusters/busy" },
      },
    ]);
  });

  it("honours the time, the order, pages and permissions", async () => {
    expect((await list(`${updates} AND timestamp>="2026-11-18T12:00:00Z"`)).body.entries).toHaveLength(1);
    expect((await list(`${updates} AND timestamp>="2026-11-18T12:00:01Z"`)).body).toEqual({});
    const newest = await list("", "corp-data-prod", { orderBy: "timestamp desc", pageSize: 1 });
    expect(newest.body).toMatchObject({ entries: [{ timestamp: "2026-11-20T11:00:00.000Z" }], nextPageToken: "1" });
    expect((await list("", "locked-project-1")).status).toBe(403);
    expect((await list("NOT severity=ERROR")).status).toBe(501);
  });
});

it("publishes Google Cloud's ranges without a credential", async () => {
  const { status, body } = await ask("GET", "ipranges/cloud.json", undefined, null);
  expect(status).toBe(200);
  expect(body.prefixes).toContainEqual({ ipv4Prefix: "34.140.0.0/16", service: "Google Cloud", scope: "europe-west1" });
});
