import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAuthorizedNetworkChanges } from "@/lib/google/audit-log";
import { googleIdentity } from "@/lib/google/auth";
import { googleRest } from "@/lib/google/rest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, connectThrough, getThrough, listUpdate, testWorld } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const home = "93.104.77.18/32";
const publicAddress = "34.78.1.2";
const key = "projects/corp-data-prod/locations/europe-west1/clusters/one";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ worlds: [testWorld("one")], now: () => now });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(() => client.control("POST", "/reset"));

/** Resolves when a connection from the place gets through. */
async function connects(place: string): Promise<void> {
  const { status, socket } = await connectThrough(simulator.proxy, place, `${publicAddress}:443`);
  socket.destroy();
  expect([place, status]).toEqual([place, 200]);
}

/** Resolves when later connections were answered, and the one from the place was not. */
async function isDropped(place: string): Promise<void> {
  let answered = false;
  const note = () => {
    answered = true;
  };
  void connectThrough(simulator.proxy, place, `${publicAddress}:443`).then(note, () => undefined);
  for (let turn = 0; turn < 3; turn += 1) await connectThrough(simulator.proxy, place, "example.com:443");
  expect([place, answered]).toEqual([place, false]);
}

describe("the network", () => {
  it("lets a place in when its address is added, from the end of the operation on, and out again", async () => {
    await isDropped("home");
    await client.put("one", listUpdate([home]));
    await client.advance(2_999);
    await isDropped("home");
    await connects("office");
    await client.advance(1);
    await connects("home");
    await isDropped("office");
    const { clusterCaCertificate } = (await client.cluster("one")).body.masterAuth as JsonObject;
    const ca = Buffer.from(String(clusterCaCertificate), "base64").toString();
    const answer = await getThrough({ proxy: simulator.proxy, place: "home", ca }, publicAddress, "/readyz");
    expect(answer).toEqual({ status: 200, body: "ok" });
    await client.put("one", listUpdate([]));
    await client.advance(3_000);
    await isDropped("home");
  });

  it("follows every other change too", async () => {
    await client.control("POST", "/updates", { lifetimeMs: 0 });
    await client.put("one", { desiredMasterAuthorizedNetworksConfig: {} });
    await connects("home");
    await client.put("one", { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } });
    await isDropped("home");
    expect((await client.cluster("one")).body.endpoint).toMatch(/\.gke\.goog$/);
    await client.put("one", listUpdate([home]));
    await client.put("one", { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true } } });
    await connects("home");
    await isDropped("office");
  });
});

describe("the audit log", () => {
  const changes = async () => {
    const settings = { endpoint: simulator.google, tokenFile: simulator.tokenFile };
    const rest = googleRest(settings, googleIdentity(settings));
    const name = { project: "corp-data-prod", location: "europe-west1", cluster: "one" };
    return listAuthorizedNetworkChanges(rest, name, new Date("2026-11-01T00:00:00Z"), AbortSignal.timeout(5_000));
  };

  it("tells the product who changed the list to what, and with what", async () => {
    await client.put("one", listUpdate([home]), "simulated-token-of-human");
    await client.advance(3_000);
    await client.put("one", { etag: "wrong", ...listUpdate([]) });
    await client.put(
      "one",
      { desiredMasterAuthorizedNetworksConfig: { enabled: true } },
      "simulated-token-of-terraform",
    );
    expect(await changes()).toEqual([
      {
        at: "2026-11-20T12:00:03.000Z",
        principal: "terraform@corp-data-prod.iam.gserviceaccount.com",
        userAgent: "test-agent/1,gzip(gfe)",
        cidrBlocks: [],
      },
      {
        at: "2026-11-20T12:00:00.000Z",
        principal: "ana@corp.example",
        userAgent: "test-agent/1,gzip(gfe)",
        cidrBlocks: [home],
      },
    ]);
  });

  it("has two entries for an update: the call, and the end of its operation with its error", async () => {
    await client.control("POST", "/update-failures", [{ kind: "operation-error", code: 9, message: "No." }]);
    const { body } = await client.put("one", listUpdate([home]));
    await client.advance(3_000);
    const request = { resourceNames: ["projects/corp-data-prod"], filter: 'protoPayload.methodName:"UpdateCluster"' };
    const { entries } = (await client.google("POST", "v2/entries:list", request)).body;
    const id = body.name;
    expect(entries).toMatchObject([
      {
        timestamp: "2026-11-20T12:00:00.000Z",
        severity: "NOTICE",
        operation: { id, first: true },
        resource: { type: "gke_cluster", labels: { cluster_name: "one" } },
        protoPayload: {
          methodName: "google.container.v1.ClusterManager.UpdateCluster",
          resourceName: key,
          authorizationInfo: [{ permission: "container.clusters.update", granted: true }],
          request: { name: key, update: listUpdate([home]) },
        },
      },
      { timestamp: "2026-11-20T12:00:03.000Z", operation: { id, last: true }, protoPayload: { status: { code: 9 } } },
    ]);
    expect(new Set((entries as JsonObject[]).map(({ insertId }) => insertId)).size).toBe(2);
  });
});

describe("GET /history", () => {
  it("has every write, accepted or refused, with what it found and what it made", async () => {
    const { etag } = (await client.cluster("one")).body;
    await client.put("one", { etag, ...listUpdate([home]) }, "simulated-token-of-drawbridge-applier");
    await client.advance(1_000);
    await client.put("one", listUpdate([]), "simulated-token-of-human");
    await client.advance(2_000);
    const [first, second, ...others] = await client.history();
    expect(others).toEqual([]);
    const flags = { gcpPublicCidrsAccessEnabled: false, privateEndpointEnforcementEnabled: false };
    const before = {
      ipEndpoints: true,
      publicEndpoint: true,
      globalAccess: false,
      externalTraffic: false,
      authorizedNetworks: {
        enabled: true,
        cidrBlocks: [
          { displayName: "office", cidrBlock: "81.92.200.0/24" },
          { displayName: "drawbridge", cidrBlock: "62.210.115.40/32" },
        ],
        ...flags,
      },
    };
    expect(first).toEqual({
      sequence: 1,
      time: "2026-11-20T12:00:00.000Z",
      method: "PUT",
      path: `/v1/${key}`,
      cluster: key,
      identity: "drawbridge-applier",
      principal: "drawbridge-applier@corp-data-prod.iam.gserviceaccount.com",
      userAgent: "test-agent/1",
      actor: null,
      update: { etag, ...listUpdate([home]) },
      etagSent: etag,
      etagBefore: etag,
      before,
      after: { ...before, authorizedNetworks: { enabled: true, cidrBlocks: [{ cidrBlock: home }], ...flags } },
      outcome: "accepted",
      refusal: null,
      injected: [],
      delivered: true,
      operation: expect.stringMatching(/^operation-/),
      effectiveAt: "2026-11-20T12:00:03.000Z",
      etagAfter: (await client.cluster("one")).body.etag,
      doneAt: "2026-11-20T12:00:03.000Z",
      operationError: null,
    });
    expect(second).toMatchObject({
      sequence: 2,
      time: "2026-11-20T12:00:01.000Z",
      identity: "human",
      etagSent: null,
      outcome: "refused",
      before,
      after: null,
      refusal: {
        httpStatus: 400,
        status: "FAILED_PRECONDITION",
        message: expect.stringContaining(`${first?.operation}`),
      },
      operation: null,
    });
  });

  it("has writes that went nowhere: not simulated, not allowed, not readable, cut off by a fault", async () => {
    const { put } = client;
    await client.google("POST", `v1/${key}:setMasterAuth`, {});
    await put("one", listUpdate([]), "simulated-token-of-drawbridge-reader");
    await put("one", listUpdate([]), "expired");
    await client.google("PUT", `v1/${key}`, "{");
    await put("nope", listUpdate([]));
    await client.control("POST", "/faults", [{ match: { method: "PUT" }, status: 502, times: 1 }]);
    await put("one", listUpdate([]));
    await client.google("POST", "v1/projects/corp-data-prod:testIamPermissions", { permissions: ["a.b.c"] });
    await client.google("POST", "v1/projects/corp-data-prod:getIamPolicy", {});
    await client.google("POST", "v2/entries:list", { resourceNames: ["projects/corp-data-prod"] });
    await client.control("POST", "/faults", [{ match: { method: "PUT" }, truncate: 5 }]);
    await expect(put("one", listUpdate([]))).rejects.toThrow();
    const seen = (await client.history()).map(({ cluster, identity, outcome, refusal, injected, delivered }) => [
      cluster,
      identity,
      outcome,
      refusal?.httpStatus ?? 200,
      injected.join(),
      delivered,
    ]);
    expect(seen).toEqual([
      [null, "other", "refused", 501, "", true],
      [key, "drawbridge-reader", "refused", 403, "", true],
      [null, "other", "refused", 401, "", true],
      [key, "other", "refused", 400, "", true],
      [null, "other", "refused", 404, "", true],
      [null, "other", "refused", 502, "fault", true],
      [key, "other", "accepted", 200, "", false],
    ]);
    await client.control("POST", "/reset");
    expect(await client.history()).toEqual([]);
  });
});
