import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, testWorld } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const worlds = [
  testWorld("one"),
  testWorld("without", {
    overlay: {
      workloadIdentityConfig: null,
      nodePools: [{ name: "default-pool", config: { workloadMetadataConfig: { mode: "GCE_METADATA" } }, etag: "e1" }],
    },
  }),
  testWorld("autopilot", { base: "autopilot" }),
];

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ worlds, now: () => now });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(() => client.control("POST", "/reset"));

const home = "v1/projects/corp-data-prod/locations/europe-west1/clusters";
const pool = (cluster: string, name = "default-pool") => `${home}/${cluster}/nodePools/${name}`;
const putMode = (cluster: string, mode: string, more: JsonObject = {}) =>
  client.google("PUT", pool(cluster), { workloadMetadataConfig: { mode }, ...more });
const putPool = (cluster: string, workloadPool: string) =>
  client.put(cluster, { desiredWorkloadIdentityConfig: { workloadPool } });
const mode = async (cluster: string) =>
  ((await client.google("GET", pool(cluster))).body.config as JsonObject).workloadMetadataConfig;
const refused = (status: string, text: string) => ({
  status: 400,
  body: { error: { status, message: expect.stringContaining(text) } },
});

describe("the cluster's workload pool", () => {
  it("comes with the operation, with a new etag, and leaves node pools as they are", async () => {
    const before = (await client.cluster("without")).body;
    const put = await putPool("without", "corp-data-prod.svc.id.goog");
    expect(put).toMatchObject({ status: 200, body: { operationType: "UPDATE_CLUSTER", status: "PENDING" } });
    expect((await client.cluster("without")).body).toEqual({ ...before, status: "RECONCILING" });
    await client.advance(3_000);
    const after = (await client.cluster("without")).body;
    expect(after).toEqual({
      ...before,
      etag: after.etag,
      workloadIdentityConfig: { workloadPool: "corp-data-prod.svc.id.goog" },
    });
    expect(after.etag).not.toBe(before.etag);
    expect((await client.history()).at(-1)).toMatchObject({
      outcome: "accepted",
      workloadIdentity: { before: { workloadPool: null }, after: { workloadPool: "corp-data-prod.svc.id.goog" } },
    });
  });

  it("is the project's own, and goes only when no node pool uses it", async () => {
    expect(await putPool("without", "other-1.svc.id.goog")).toMatchObject(refused("INVALID_ARGUMENT", "own pool"));
    expect(await putPool("one", "")).toMatchObject(refused("FAILED_PRECONDITION", '"default-pool" uses GKE_METADATA'));
    expect(await putPool("autopilot", "")).toMatchObject(refused("INVALID_ARGUMENT", "Autopilot"));
    await putMode("one", "GCE_METADATA");
    await client.advance(3_000);
    expect(await putPool("one", "")).toMatchObject({ status: 200 });
    await client.advance(3_000);
    expect((await client.cluster("one")).body).not.toHaveProperty("workloadIdentityConfig");
  });

  it("keeps the etag rule and the lock of other updates", async () => {
    const stale = { desiredWorkloadIdentityConfig: { workloadPool: "corp-data-prod.svc.id.goog" }, etag: "stale" };
    expect(await client.put("without", stale)).toMatchObject({ status: 409 });
    await putMode("one", "GCE_METADATA");
    expect(await putPool("one", "corp-data-prod.svc.id.goog")).toMatchObject(
      refused("FAILED_PRECONDITION", "incompatible operation"),
    );
  });
});

describe("a node pool's metadata server", () => {
  it("changes with an operation on the pool, which is reconciling until then", async () => {
    const before = (await client.google("GET", pool("one"))).body;
    const put = await putMode("one", "GCE_METADATA", { name: pool("one").replace("v1/", ""), etag: before.etag ?? "" });
    expect(put).toMatchObject({
      status: 200,
      body: {
        operationType: "UPGRADE_NODES",
        targetLink: expect.stringMatching(/\/clusters\/one\/nodePools\/default-pool$/),
      },
    });
    expect((await client.google("GET", pool("one"))).body).toEqual({ ...before, status: "RECONCILING" });
    await client.advance(3_000);
    const after = (await client.google("GET", pool("one"))).body;
    expect(after).toMatchObject({ status: "RUNNING", config: { workloadMetadataConfig: { mode: "GCE_METADATA" } } });
    expect(after.etag).not.toBe(before.etag);
    const cluster = (await client.cluster("one")).body;
    expect(cluster).toMatchObject({
      workloadIdentityConfig: { workloadPool: "corp-data-prod.svc.id.goog" },
      nodeConfig: { workloadMetadataConfig: { mode: "GCE_METADATA" } },
    });
    expect((await client.google("GET", `${home}/one/nodePools`)).body).toEqual({ nodePools: cluster.nodePools });
    expect((await client.history()).at(-1)).toMatchObject({
      update: { workloadMetadataConfig: { mode: "GCE_METADATA" } },
      workloadIdentity: { after: { nodePools: [{ name: "default-pool", mode: "GCE_METADATA" }] } },
    });
  });

  it("is refused by etag, without a workload pool, on Autopilot, and for a pool that is not there", async () => {
    expect(await putMode("one", "GCE_METADATA", { etag: "stale" })).toMatchObject({ status: 409 });
    expect(await putMode("without", "GKE_METADATA")).toMatchObject(refused("FAILED_PRECONDITION", "Workload Identity"));
    expect(await putMode("autopilot", "GCE_METADATA")).toMatchObject(
      refused("INVALID_ARGUMENT", "mutating node pools"),
    );
    expect(await client.google("PUT", pool("one", "second"), {})).toMatchObject({ status: 404 });
    expect(await putMode("one", "SECURE")).toMatchObject({ status: 400 });
    expect(await client.google("PUT", pool("one"), { imageType: "UBUNTU" })).toMatchObject({ status: 501 });
    expect(await mode("one")).toEqual({ mode: "GKE_METADATA" });
  });

  it("can be struck by failures and cancelled", async () => {
    await client.control("POST", "/update-failures", [{ kind: "operation-error", message: "No nodes left." }]);
    const put = await putMode("one", "GCE_METADATA");
    await client.advance(3_000);
    expect((await client.operation(String(put.body.name))).body).toMatchObject({
      error: { message: "No nodes left." },
    });
    const again = await putMode("one", "GCE_METADATA");
    const operation = `v1/projects/corp-data-prod/locations/europe-west1/operations/${again.body.name}:cancel`;
    expect(await client.google("POST", operation)).toMatchObject({ status: 200 });
    await client.advance(3_000);
    expect(await mode("one")).toEqual({ mode: "GKE_METADATA" });
  });
});
