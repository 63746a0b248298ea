import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OAuth2Client } from "google-auth-library";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GoogleIdentity } from "./auth";
import { type ContainerWriter, containerWriter } from "./container-writer";

const name = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" };
const resource = "projects/corp-data-prod/locations/europe-west1/clusters/analytics";
const networks = {
  enabled: true,
  cidrBlocks: [{ cidrBlock: "81.92.200.7/24", displayName: "büro" }, { cidrBlock: "typo" }],
  gcpPublicCidrsAccessEnabled: false,
};

type Update = { readonly etag: string; readonly [field: string]: unknown };

function body(authorizedNetworksConfig: object = networks, update: Partial<Update> = {}) {
  const desired = { ipEndpointsConfig: { authorizedNetworksConfig } };
  return { name: resource, update: { etag: "e1", desiredControlPlaneEndpointsConfig: desired, ...update } };
}

const put = (content: unknown) => ({ method: "PUT", path: `/v1/${resource}`, body: content });

type Answer = { readonly status: number; readonly json: unknown } | "hang-up" | "silence";
let server: Server;
let answer: Answer;
let seen: { readonly method: string; readonly path: string; readonly token: string; readonly json: unknown }[] = [];
let writer: ContainerWriter;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const [path = ""] = (request.url ?? "").split("?");
    const token = request.headers.authorization ?? "";
    seen.push({ method: request.method ?? "", path, token, json: text === "" ? undefined : JSON.parse(text) });
    if (answer === "silence") return;
    if (answer === "hang-up") request.socket.destroy();
    else response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.json));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new OAuth2Client();
  client.setCredentials({ access_token: "appliers-token" });
  const identity: GoogleIdentity = { client: async () => client, accessToken: async () => "appliers-token" };
  const { port } = server.address() as AddressInfo;
  writer = containerWriter({ endpoint: `http://127.0.0.1:${port}/`, tokenFile: undefined }, identity);
});
beforeEach(() => {
  seen = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("updateAuthorizedNetworks", () => {
  it("sends what was planned, once, as the applier, and gives the operation's name", async () => {
    answer = { status: 200, json: { name: "operation-1", status: "RUNNING" } };
    const sent = await writer.updateAuthorizedNetworks(name, put(body()), 5_000);
    expect(sent).toEqual({ operation: "operation-1" });
    expect(seen).toEqual([
      {
        method: "PUT",
        path: `/v1/${resource}`,
        token: "Bearer appliers-token",
        json: { update: body().update },
      },
    ]);
  });

  it("leaves out the optional flags where the cluster has none, and sends an empty list as enabled", async () => {
    answer = { status: 200, json: { name: "operation-1" } };
    await writer.updateAuthorizedNetworks(name, put(body({ enabled: true, cidrBlocks: [] })), 5_000);
    const desired = { ipEndpointsConfig: { authorizedNetworksConfig: { enabled: true } } };
    expect(seen[0]?.json).toEqual({ update: { etag: "e1", desiredControlPlaneEndpointsConfig: desired } });
  });

  it.each([
    ["another cluster", { ...body(), name: `${resource}-2` }],
    ["a filter that is off", body({ ...networks, enabled: false })],
    ["a filter that is not said to be on", body({ cidrBlocks: [] })],
    ["no etag", body(networks, { etag: "" })],
    ["another field of the list", body({ ...networks, more: true })],
    ["another field of the update", body(networks, { desiredMasterVersion: "1.30" })],
    ["another endpoint setting", body(networks, { desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: {} } })],
    ["nothing", undefined],
  ])("does not send %s", async (_, content) => {
    const refused = writer.updateAuthorizedNetworks(name, put(content), 5_000);
    await expect(refused).rejects.toMatchObject({ name: "GoogleError", reason: "invalid-argument" });
    expect(seen).toEqual([]);
  });

  const error = (status: number, canonical: string, message: string, details: readonly object[] = []): Answer => ({
    status,
    json: { error: { code: status, status: canonical, message, details } },
  });
  const hasOperation = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: "CLUSTER_ALREADY_HAS_OPERATION",
    domain: "container.googleapis.com",
  };

  it.each([
    ["an etag that is old", error(409, "ABORTED", "etag mismatch"), { reason: "aborted" }],
    [
      "a busy cluster",
      error(400, "FAILED_PRECONDITION", "Cluster is running incompatible operation operation-17-ab.", [hasOperation]),
      { reason: "busy", operation: "operation-17-ab" },
    ],
    ["a cluster in no state for it", error(400, "FAILED_PRECONDITION", "Not now."), { reason: "failed-precondition" }],
    ["a list that is not valid", error(400, "INVALID_ARGUMENT", "Invalid value"), { reason: "invalid-argument" }],
    [
      "a missing permission",
      error(403, "PERMISSION_DENIED", 'Required "container.clusters.update" permission(s) for "x".'),
      { reason: "permission-denied", permission: "container.clusters.update" },
    ],
    ["too many requests", error(429, "RESOURCE_EXHAUSTED", "Quota exceeded"), { reason: "rate-limited" }],
    ["a cluster that is gone", error(404, "NOT_FOUND", "Not found"), { reason: "not-found" }],
    ["an internal error", error(500, "INTERNAL", "oops"), { reason: "unknown-outcome" }],
    ["an overload", error(503, "UNAVAILABLE", "later"), { reason: "unknown-outcome" }],
    ["a proxy's page", { status: 502, json: "<html>" }, { reason: "unknown-outcome" }],
    ["an answer without an operation", { status: 200, json: {} }, { reason: "unknown-outcome" }],
    ["a connection that ends", "hang-up", { reason: "unknown-outcome" }],
    ["no answer in time", "silence", { reason: "unknown-outcome" }],
  ] as const)("tells %s, and does not send again", async (_, given, expected) => {
    answer = given;
    await expect(writer.updateAuthorizedNetworks(name, put(body()), 300)).rejects.toMatchObject(expected);
    expect(seen).toHaveLength(1);
  });
});

describe("updateCluster", () => {
  const config = (desiredControlPlaneEndpointsConfig: unknown) =>
    body(networks, { desiredControlPlaneEndpointsConfig });
  const ip = (ipEndpointsConfig: unknown) => config({ ipEndpointsConfig });

  it.each([
    ["the list", body()],
    ["the DNS endpoint opened", config({ dnsEndpointConfig: { allowExternalTraffic: true } })],
    ["the DNS endpoint closed", config({ dnsEndpointConfig: { allowExternalTraffic: false } })],
    ["global access on", ip({ globalAccess: true })],
    ["global access off", ip({ globalAccess: false })],
    ["the public endpoint on, with its list", ip({ enablePublicEndpoint: true, authorizedNetworksConfig: networks })],
    ["the public endpoint off, with the list", ip({ enablePublicEndpoint: false, authorizedNetworksConfig: networks })],
  ])("sends %s, and only that", async (_, content) => {
    answer = { status: 200, json: { name: "operation-1" } };
    expect(await writer.updateCluster(name, put(content), 5_000)).toEqual({ operation: "operation-1" });
    expect(seen.map(({ json }) => json)).toEqual([{ update: content.update }]);
  });

  it.each([
    ["another cluster", { ...config({ dnsEndpointConfig: { allowExternalTraffic: true } }), name: `${resource}-2` }],
    ["no etag", body(networks, { etag: "" })],
    ["the public endpoint without its list", ip({ enablePublicEndpoint: true })],
    [
      "the public endpoint with a filter that is off",
      ip({ enablePublicEndpoint: true, authorizedNetworksConfig: { ...networks, enabled: false } }),
    ],
    ["a list whose filter is off", body({ ...networks, enabled: false })],
    ["the IP endpoints", ip({ enabled: false })],
    [
      "two endpoints at once",
      config({ dnsEndpointConfig: { allowExternalTraffic: true }, ipEndpointsConfig: { globalAccess: true } }),
    ],
    ["global access with a list", ip({ globalAccess: true, authorizedNetworksConfig: networks })],
    [
      "tokens by the DNS endpoint",
      config({ dnsEndpointConfig: { allowExternalTraffic: true, enableK8sTokensViaDns: true } }),
    ],
    ["an output-only field", ip({ globalAccess: true, privateEndpoint: "10.0.0.2" })],
    ["an empty config", config({})],
  ])("does not send %s", async (_, content) => {
    const refused = writer.updateCluster(name, put(content), 5_000);
    await expect(refused).rejects.toMatchObject({ name: "GoogleError", reason: "invalid-argument" });
    expect(seen).toEqual([]);
  });
});

describe("getOperation", () => {
  const ended = "2026-11-01T12:00:00.123Z";
  it.each([
    ["running", { status: "RUNNING" }, { done: false, failure: null, endedAt: null }],
    ["done", { status: "DONE", endTime: ended }, { done: true, failure: null, endedAt: new Date(ended) }],
    ["failed", { status: "DONE", error: { code: 3, message: "bad" } }, { done: true, failure: "bad", endedAt: null }],
    [
      "failed, the old way",
      { status: "DONE", statusMessage: "worse" },
      { done: true, failure: "worse", endedAt: null },
    ],
    [
      "failed without a word",
      { status: "DONE", error: { code: 13 } },
      { done: true, failure: "code 13", endedAt: null },
    ],
    ["aborting", { status: "ABORTING" }, { done: false, failure: null, endedAt: null }],
  ])("reads one that is %s", async (_, json, expected) => {
    answer = { status: 200, json: { name: "operation-1", ...json } };
    expect(await writer.getOperation(name, "operation-1", 5_000)).toEqual(expected);
    expect(seen[0]?.path).toBe("/v1/projects/corp-data-prod/locations/europe-west1/operations/operation-1");
  });

  it("does not take another answer for the operation", async () => {
    answer = { status: 200, json: {} };
    await expect(writer.getOperation(name, "operation-1", 5_000)).rejects.toMatchObject({ reason: "invalid-answer" });
  });
});
