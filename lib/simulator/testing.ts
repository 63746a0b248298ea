import { request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import type { Simulator } from "./simulator";
import type { HistoryEntry } from "./updates/history";
import type { WorkloadWorld } from "./workload-world";
import type { JsonObject, World } from "./world";

/** A world for tests: a regional private cluster as it is, met from the office. */
export function testWorld(name: string, changes: Partial<World> = {}): World {
  return {
    name,
    title: `Test world ${name}.`,
    base: "regional-private",
    overlay: {},
    place: "office",
    request: { vantage: "browser" },
    expected: { verdict: "reachable", cause: null },
    ...changes,
  };
}

/** A workload world for tests: a regional private cluster of its own, and an account with an empty policy. */
export function testWorkload(name: string, changes: Partial<WorkloadWorld> = {}): WorkloadWorld {
  return {
    name,
    title: `Test workload ${name}.`,
    base: "regional-private",
    overlay: {},
    setup: {},
    request: { namespace: "dbt", serviceAccount: "runner", googleServiceAccount: "{gsa}" },
    expected: { verdict: "reachable", cause: null },
    ...changes,
  };
}

/** An overlay that changes the IP endpoints. */
export function ipEndpoints(changes: JsonObject): JsonObject {
  return { controlPlaneEndpointsConfig: { ipEndpointsConfig: changes } };
}

/** An HTTP CONNECT through the proxy (`127.0.0.1:PORT`): the tunnel or, for a refusal, the whole text of it. */
export function connectThrough(
  proxy: string,
  user: string | undefined,
  target: string,
): Promise<{ readonly status: number; readonly text: string; readonly socket: Duplex }> {
  const [host, port] = proxy.split(":");
  const headers = user === undefined ? {} : { "proxy-authorization": `Basic ${btoa(`${user}:x`)}` };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host, port, method: "CONNECT", path: target, headers });
    request.on("connect", (response, socket, head) => {
      const status = response.statusCode ?? 0;
      if (status === 200) resolve({ status, text: "", socket });
      else {
        let text = head.toString();
        socket.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        socket.on("end", () => resolve({ status, text, socket }));
      }
    });
    request.on("error", reject);
    request.end();
  });
}

/** A TLS handshake over a tunnel; rejects with the TLS error when the certificate is not good for `host`. */
export function handshake(socket: Duplex, host: string, ca: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const servername = /[a-z]/.test(host) ? { servername: host } : {};
    const secure = tlsConnect({ socket, host, ca, ...servername }, () => resolve(secure));
    secure.on("error", reject);
  });
}

export type HttpsAnswer = { readonly status: number; readonly body: string };

type Way = { readonly proxy: string; readonly place: string; readonly ca: string; readonly token?: string };

/** One HTTPS GET of a simulated control plane through the proxy, from a place. */
export function getThrough(way: Way, host: string, path: string): Promise<HttpsAnswer> {
  return askThrough(way, host, { method: "GET", path });
}

/** One HTTPS request, with a body in JSON; a PATCH is a merge patch. */
export async function askThrough(
  { proxy, place, ca, token }: Way,
  host: string,
  { method, path, body: sent }: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<HttpsAnswer> {
  const { socket } = await connectThrough(proxy, place, `${host}:443`);
  const secure = await handshake(socket, host, ca);
  const headers = {
    host,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(sent === undefined
      ? {}
      : { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" }),
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ createConnection: () => secure, method, path, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject);
    request.end(sent === undefined ? undefined : JSON.stringify(sent));
  });
}

export type JsonAnswer = { readonly status: number; readonly body: JsonObject };

/** Asks a simulator's Google and its control API, as plain JSON. */
export function clientOf(simulator: Simulator) {
  const ask = async (
    url: string,
    method: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<JsonAnswer> => {
    const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const response = await fetch(url, { method, headers, ...sent });
    return { status: response.status, body: (await response.json()) as JsonObject };
  };
  const google = (method: string, path: string, body?: unknown, token = "t") =>
    ask(simulator.google + path, method, body, { authorization: `Bearer ${token}`, "user-agent": "test-agent/1" });
  const control = (method: string, path: string, body?: unknown) => ask(simulator.control + path, method, body);
  const home = "v1/projects/corp-data-prod/locations/europe-west1";
  return {
    google,
    control,
    cluster: (name: string) => google("GET", `${home}/clusters/${name}`),
    put: (name: string, update: unknown, token?: string) =>
      google("PUT", `${home}/clusters/${name}`, { update }, token),
    operation: (name: string) => google("GET", `${home}/operations/${name}`),
    advance: (advanceMs: number) => control("POST", "/clock", { advanceMs }),
    history: async () => (await control("GET", "/history")).body.history as unknown as readonly HistoryEntry[],
  };
}

/** The update that puts this list in place, in the current shape. */
export function listUpdate(cidrBlocks: readonly string[], more: JsonObject = {}): JsonObject {
  const entries = cidrBlocks.map((cidrBlock) => ({ cidrBlock }));
  const networks = { enabled: true, cidrBlocks: entries, ...more };
  return { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: networks } } };
}
