import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContainerWriter, containerWriter } from "./container-writer";
import { type GoogleAnswer, type GoogleUnderTest, googleRefusal, googleTestToken, startGoogle } from "./testing";

let google: GoogleUnderTest;
let writer: ContainerWriter;
beforeAll(async () => {
  google = await startGoogle();
  writer = containerWriter(google.settings, google.identity);
});
afterAll(() => google.close());

const name = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" };
const resource = "/v1/projects/corp-data-prod/locations/europe-west1/clusters/analytics";
const token = `Bearer ${googleTestToken}`;
const accepted: GoogleAnswer = { status: 200, json: { name: "operation-1", status: "RUNNING" } };
const workloadPool = "corp-data-prod.svc.id.goog";

const enable = () => writer.enableWorkloadIdentity(name, { workloadPool, etag: "e1" }, 400);
const setMode = (mode: "gke" | "gce" = "gke", etag = "e2") =>
  writer.setNodePoolMetadata(name, "default-pool", { mode, etag }, 400);

describe("enableWorkloadIdentity", () => {
  it.each([
    ["on", workloadPool, { workloadPool }],
    ["off", null, { workloadPool: "" }],
  ])("%s: sends that one setting", async (_, pool, desiredWorkloadIdentityConfig) => {
    google.answer(accepted);
    const sent = await writer.enableWorkloadIdentity(name, { workloadPool: pool, etag: "e1" }, 5_000);
    expect(sent).toEqual({ operation: "operation-1" });
    const json = { update: { etag: "e1", desiredWorkloadIdentityConfig } };
    expect(google.seen).toEqual([{ method: "PUT", path: expect.stringContaining(resource), token, json }]);
  });

  it.each([
    ["another project's pool", { workloadPool: "other.svc.id.goog", etag: "e1" }],
    ["no pool", { workloadPool: "", etag: "e1" }],
    ["no etag", { workloadPool, etag: "" }],
  ])("does not send %s", async (_, setting) => {
    google.answer(accepted);
    await expect(writer.enableWorkloadIdentity(name, setting, 400)).rejects.toMatchObject({
      reason: "invalid-argument",
    });
    expect(google.seen).toEqual([]);
  });
});

describe("setNodePoolMetadata", () => {
  /* The vendor's client sends enums by number, which Google's servers take as well as names. */
  it.each([
    ["gke", 2],
    ["gce", 1],
  ] as const)("%s: sends the mode and the pool's etag, and nothing else", async (mode, sent) => {
    google.answer(accepted);
    expect(await setMode(mode)).toEqual({ operation: "operation-1" });
    const json = { workloadMetadataConfig: { mode: sent }, etag: "e2" };
    const path = expect.stringMatching(/\/clusters\/analytics\/nodePools\/default-pool(\?|$)/);
    expect(google.seen).toEqual([{ method: "PUT", path, token, json }]);
  });

  it("sends no etag where there is none", async () => {
    google.answer(accepted);
    await setMode("gke", "");
    expect(google.seen[0]?.json).toEqual({ workloadMetadataConfig: { mode: 2 } });
  });

  it.each(["", "a/b", "..", "a:cancel", "A"])("does not send to %j", async (pool) => {
    const sent = writer.setNodePoolMetadata(name, pool, { mode: "gke", etag: "e2" }, 400);
    await expect(sent).rejects.toMatchObject({ reason: "invalid-argument" });
  });
});

const hasOperation = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "CLUSTER_ALREADY_HAS_OPERATION" }];
const running = "Cluster is running incompatible operation operation-17-ab.";
const answers: readonly (readonly [string, GoogleAnswer, object])[] = [
  ["an etag that is old", googleRefusal(409, "ABORTED", "etag mismatch"), { reason: "aborted" }],
  [
    "a busy cluster",
    googleRefusal(400, "FAILED_PRECONDITION", running, hasOperation),
    { reason: "busy", operation: "operation-17-ab" },
  ],
  ["a missing permission", googleRefusal(403, "PERMISSION_DENIED", "no"), { reason: "permission-denied" }],
  ["a pool that is gone", googleRefusal(404, "NOT_FOUND", "Not found"), { reason: "not-found" }],
  ["an internal error", googleRefusal(500, "INTERNAL", "oops"), { reason: "unknown-outcome" }],
  ["an answer without an operation", { status: 200, json: {} }, { reason: "unknown-outcome" }],
  ["a connection that ends", "hang-up", { reason: "unknown-outcome" }],
  ["silence", "silence", { reason: "unknown-outcome" }],
];

describe.each([
  ["enableWorkloadIdentity", enable],
  ["setNodePoolMetadata", setMode],
] as const)("%s", (_, write) => {
  it.each(answers)("tells %s, and does not send again", async (_case, given, expected) => {
    google.answer(given);
    await expect(write()).rejects.toMatchObject({ name: "GoogleError", ...expected });
    expect(google.seen).toHaveLength(1);
  });
});
