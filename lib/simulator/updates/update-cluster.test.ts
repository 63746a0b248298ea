import { v1 } from "@google-cloud/container";
import { OAuth2Client } from "google-auth-library";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, ipEndpoints, listUpdate, testWorld } from "@/lib/simulator/testing";
import type { JsonObject, World } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const privateOnly = ipEndpoints({
  enablePublicEndpoint: false,
  authorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "10.8.0.0/16" }] },
});
const worlds: readonly World[] = [
  testWorld("one"),
  testWorld("zonal", { base: "zonal-peering" }),
  testWorld("public-nodes", { base: "regional-public" }),
  testWorld("private-only", { overlay: privateOnly }),
  testWorld("young", { overlay: { status: "PROVISIONING" } }),
  testWorld("busy", { google: { operations: [{ name: "operation-7", operationType: "UPGRADE_NODES" }] } }),
  testWorld("repaired", { google: { operations: [{ operationType: "AUTO_REPAIR_NODES" }] } }),
  testWorld("locked", { project: "locked-project-1", google: { deniedPermissions: ["container.clusters.update"] } }),
  testWorld("api-off", {
    project: "no-gke-1",
    google: { getCluster: { status: 403, body: { error: { code: 403, message: "It is disabled." } } } },
  }),
];

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ worlds, now: () => now });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(() => client.control("POST", "/reset"));

const toOne = listUpdate(["198.51.100.7/32"]);
const error = (code: number, status: string, message: string) => ({
  status: code,
  body: { error: { code, status, message } },
});

describe("an accepted update", () => {
  it("answers an operation, which ends, and then the list is the new one with a new etag", async () => {
    const before = await client.cluster("one");
    const put = await client.put("one", { ...toOne, etag: before.body.etag });
    expect(put).toEqual({
      status: 200,
      body: {
        name: expect.stringMatching(/^operation-1795176000000-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        zone: "europe-west1",
        location: "europe-west1",
        operationType: "UPDATE_CLUSTER",
        status: "PENDING",
        startTime: "2026-11-20T12:00:00.000Z",
        selfLink: expect.stringMatching(
          /\/v1\/projects\/123456789012\/locations\/europe-west1\/operations\/operation-/,
        ),
        targetLink: "https://container.googleapis.com/v1/projects/123456789012/locations/europe-west1/clusters/one",
      },
    });
    expect((await client.cluster("one")).body).toEqual({ ...before.body, status: "RECONCILING" });
    await client.advance(2_999);
    expect((await client.operation(String(put.body.name))).body).toMatchObject({ status: "RUNNING" });
    await client.advance(1);
    expect((await client.operation(String(put.body.name))).body).toEqual({
      ...put.body,
      status: "DONE",
      endTime: "2026-11-20T12:00:03.000Z",
    });
    const after = (await client.cluster("one")).body;
    expect(after).toMatchObject({
      status: "RUNNING",
      masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock: "198.51.100.7/32" }] },
    });
    expect(after.etag).not.toBe(before.body.etag);
  });

  it.each([
    [
      "v1/projects/corp-data-prod/zones/europe-west1-b/clusters/zonal",
      "/v1/projects/123456789012/zones/europe-west1-b/",
    ],
    [
      "v1beta1/projects/corp-data-prod/locations/europe-west1/clusters/one",
      "/v1beta1/projects/123456789012/locations/europe-west1/",
    ],
  ])("PUT %s", async (path, link) => {
    const { status, body } = await client.google("PUT", path, { update: toOne });
    expect(status).toBe(200);
    expect(body.selfLink).toContain(`${link}operations/`);
    expect(body.targetLink).toContain(`${link}clusters/`);
  });

  it("may be made beside a repair of nodes", async () => {
    expect((await client.put("repaired", toOne)).status).toBe(200);
  });

  it("has another etag after each change, of another cluster too", async () => {
    await client.control("POST", "/updates", { lifetimeMs: 0 });
    const etags = new Set<unknown>();
    for (const name of ["one", "zonal", "one", "one"]) {
      const path = `v1/projects/corp-data-prod/locations/${name === "zonal" ? "europe-west1-b" : "europe-west1"}/clusters/${name}`;
      await client.google("PUT", path, { update: toOne });
      etags.add((await client.google("GET", path)).body.etag);
    }
    expect(etags.size).toBe(4);
  });

  it("works with Google's own Node client, whose errors are told apart by code", async () => {
    const authClient = new OAuth2Client();
    authClient.setCredentials({ access_token: "t" });
    const { hostname, port } = new URL(simulator.google);
    const options = { fallback: true, apiEndpoint: hostname, port: Number(port), protocol: "http", authClient };
    const google = new v1.ClusterManagerClient(options as never);
    const name = "projects/corp-data-prod/locations/europe-west1/clusters/one";
    const [cluster] = await google.getCluster({ name });
    const networks = {
      enabled: true,
      cidrBlocks: [{ displayName: "ana", cidrBlock: "198.51.100.7/32" }],
      gcpPublicCidrsAccessEnabled: false,
    };
    const desired = { ipEndpointsConfig: { authorizedNetworksConfig: networks } };
    const update = { etag: cluster.etag ?? "", desiredControlPlaneEndpointsConfig: desired };
    const [operation] = await google.updateCluster({ name, update });
    expect(operation).toMatchObject({ operationType: "UPDATE_CLUSTER", status: "PENDING" });
    await expect(google.updateCluster({ name, update })).rejects.toMatchObject({
      code: 9,
      reason: "CLUSTER_ALREADY_HAS_OPERATION",
    });
    await client.advance(3_000);
    const operationName = name.replace(/clusters.*/, `operations/${operation.name}`);
    expect((await google.getOperation({ name: operationName }))[0]).toMatchObject({ status: "DONE", error: null });
    await expect(google.updateCluster({ name, update })).rejects.toMatchObject({ code: 10 });
    const [changed] = await google.getCluster({ name });
    expect(changed.masterAuthorizedNetworksConfig).toMatchObject({ cidrBlocks: networks.cidrBlocks });
    await google.close();
  });
});

describe("a refused update", () => {
  const running = "Cluster is running incompatible operation operation-7.";

  it.each<[string, string, JsonObject, ReturnType<typeof error>]>([
    [
      "of a cluster that is not there",
      "nope",
      toOne,
      error(404, "NOT_FOUND", "Not found: projects/corp-data-prod/locations/europe-west1/clusters/nope."),
    ],
    ["without a field", "one", {}, error(400, "INVALID_ARGUMENT", "Must specify a field to update.")],
    [
      "with an etag of the past",
      "one",
      { ...toOne, etag: "old" },
      error(
        409,
        "ABORTED",
        "The provided etag does not match the current etag of the cluster. Read the cluster again.",
      ),
    ],
    ["while an operation runs", "busy", toOne, error(400, "FAILED_PRECONDITION", running)],
    [
      "of a cluster that is being made",
      "young",
      toOne,
      error(400, "FAILED_PRECONDITION", 'Cluster "young" is PROVISIONING and cannot be updated.'),
    ],
    [
      "with a public network where there is no public endpoint",
      "private-only",
      listUpdate(["10.8.0.0/16", "35.221.175.0/32"]),
      error(
        400,
        "INVALID_ARGUMENT",
        'Invalid value for "cluster.master_authorized_networks_config.cidr_blocks.cidr_block": CIDR range "35.221.175.0/32" is not a reserved network, which is required for private endpoints.',
      ),
    ],
    [
      "that turns the public endpoint off and leaves a public network",
      "one",
      { desiredEnablePrivateEndpoint: true },
      error(
        400,
        "INVALID_ARGUMENT",
        'Invalid value for "cluster.master_authorized_networks_config.cidr_blocks.cidr_block": CIDR range "81.92.200.0/24" is not a reserved network, which is required for private endpoints.',
      ),
    ],
    [
      "that turns the list off where there is no public endpoint",
      "private-only",
      { desiredMasterAuthorizedNetworksConfig: { enabled: false } },
      error(400, "INVALID_ARGUMENT", "Master authorized networks must be enabled if private endpoint is enabled."),
    ],
  ])("%s", async (_what, name, update, expected) => {
    const before = await client.cluster(name);
    expect(await client.put(name, update)).toMatchObject(expected);
    await client.advance(60_000);
    expect(await client.cluster(name)).toEqual(before);
  });

  it("names the operation that is in the way, its own or the world's", async () => {
    const first = await client.put("one", toOne);
    const second = await client.put("one", toOne);
    const details = [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "CLUSTER_ALREADY_HAS_OPERATION",
        domain: "container.googleapis.com",
      },
    ];
    const message = `Cluster is running incompatible operation ${String(first.body.name)}.`;
    expect(second).toMatchObject({
      status: 400,
      body: { error: { message, status: "FAILED_PRECONDITION", errors: [{ reason: "failedPrecondition" }], details } },
    });
  });

  it("takes an etag that does not match when told to, so that a test can lose an update", async () => {
    await client.control("POST", "/updates", { etagCheck: false });
    expect((await client.put("one", { ...toOne, etag: "old" })).status).toBe(200);
  });

  it.each([
    ["one", 100],
    ["public-nodes", 50],
  ])("%s may have %d entries and no more", async (name, limit) => {
    const cidrs = Array.from({ length: limit + 1 }, (_, index) => `198.51.100.${index}/32`);
    expect(await client.put(name, listUpdate(cidrs))).toMatchObject(
      error(
        400,
        "INVALID_ARGUMENT",
        `Invalid value for "cluster.master_authorized_networks_config.cidr_blocks": ${limit + 1} CIDR blocks exceed the limit of ${limit}.`,
      ),
    );
    expect((await client.put(name, listUpdate(cidrs.slice(1)))).status).toBe(200);
  });

  it("by a world: no permission, no API", async () => {
    const inProject = (project: string, name: string) =>
      client.google("PUT", `v1/projects/${project}/locations/europe-west1/clusters/${name}`, { update: toOne });
    const resource = "projects/locked-project-1/locations/europe-west1/clusters/locked";
    expect(await inProject("locked-project-1", "locked")).toMatchObject(
      error(403, "PERMISSION_DENIED", `Required "container.clusters.update" permission(s) for "${resource}".`),
    );
    expect(await inProject("no-gke-1", "api-off")).toMatchObject({ status: 403, body: { error: { code: 403 } } });
    expect((await inProject("nowhere-1", "one")).status).toBe(403);
  });

  it.each(["setMasterAuth", "setResourceLabels", "completeIpRotation"])("%s is 501", async (verb) => {
    const path = `v1/projects/corp-data-prod/locations/europe-west1/clusters/one:${verb}`;
    expect(await client.google("POST", path, {})).toMatchObject({ status: 501 });
  });
});

describe("ways that the real Google's are not known", () => {
  it.each([
    ["keep", true],
    ["reset", undefined],
  ])("flags that are left out: %s", async (omittedFlags, expected) => {
    await client.control("POST", "/updates", { lifetimeMs: 0, omittedFlags });
    await client.put("one", listUpdate([], { gcpPublicCidrsAccessEnabled: true }));
    await client.put("one", toOne);
    const { masterAuthorizedNetworksConfig: networks } = (await client.cluster("one")).body;
    expect((networks as JsonObject).gcpPublicCidrsAccessEnabled).toBe(expected);
  });

  it.each([
    ["normalise", 200, "203.0.113.0/24"],
    ["keep", 200, "203.0.113.10/24"],
    ["refuse", 400, "81.92.200.0/24"],
  ])("host bits: %s", async (hostBits, status, first) => {
    await client.control("POST", "/updates", { lifetimeMs: 0, hostBits });
    expect((await client.put("one", listUpdate(["203.0.113.10/24"]))).status).toBe(status);
    const { cidrBlocks } = (await client.cluster("one")).body.masterAuthorizedNetworksConfig as JsonObject;
    expect(cidrBlocks).toMatchObject([{ cidrBlock: first }, ...(status === 400 ? [{}] : [])]);
  });
});
