import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";
import type { ControlPlaneConnection } from "@/lib/kubernetes/control-plane-connection";
import { CertificateStore } from "@/lib/simulator/tls/certificate-store";

export type SeenRequest = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly token: string;
  readonly contentType: string;
  readonly body: unknown;
};

/** What the server under test says: JSON, something else, nothing at all, or whatever the function does. */
export type GivenAnswer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly text: string; readonly type?: string }
  | "hang-up"
  | "silence"
  | ((response: ServerResponse, request: IncomingMessage) => void);

export type ApiServerUnderTest = {
  readonly port: number;
  readonly seen: SeenRequest[];
  /** Answers the next requests in this order; the last one again and again. */
  answer(...answers: readonly GivenAnswer[]): void;
  /** A connection to it, by default with the right CA and by its address. */
  connection(changes?: Partial<ConnectionChanges>): ControlPlaneConnection;
  close(): Promise<void>;
};

type ConnectionChanges = {
  readonly host: string;
  readonly address: string | undefined;
  readonly ca: "own" | "other";
  readonly proxyUrl: string;
  readonly port: number;
};

export const testToken = "ya29.very-Secret-0123456789-abcdef";
export const testHost = "control-plane.test";

/** A Kubernetes API server on loopback, whose certificate is for `testHost` and 127.0.0.1. */
export async function startApiServer(): Promise<ApiServerUnderTest> {
  const store = new CertificateStore(() => new Date());
  const { certificate, privateKey } = store.issue("own", { commonName: testHost, names: [testHost, "127.0.0.1"] });
  const seen: SeenRequest[] = [];
  let answers: readonly GivenAnswer[] = [];
  let next = 0;
  const server = createServer({ cert: certificate, key: privateKey }, async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { authorization: token = "", "content-type": contentType = "" } = request.headers;
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    seen.push({ method: request.method ?? "", path: request.url ?? "", token, contentType, body });
    const given = answers[Math.min(next, answers.length - 1)] ?? "hang-up";
    next += 1;
    give(given, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    seen,
    answer(...given) {
      seen.length = 0;
      answers = given;
      next = 0;
    },
    connection({ host = "127.0.0.1", address, ca = "own", proxyUrl, port: other = port } = {}) {
      const config = new KubeConfig();
      const caData = Buffer.from(store.authority(ca).certificate).toString("base64");
      const cluster = { name: "test", server: `https://${host}:${other}`, caData, skipTLSVerify: false };
      config.loadFromOptions({
        clusters: [{ ...cluster, ...(proxyUrl && { proxyUrl }) }],
        users: [{ name: "test", token: testToken }],
        contexts: [{ name: "test", cluster: "test", user: "test" }],
        currentContext: "test",
      });
      return { config, address };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function give(given: GivenAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (given === "silence") return;
  if (given === "hang-up") request.socket.destroy();
  else if (typeof given === "function") given(response, request);
  else if ("json" in given)
    response.writeHead(given.status, { "content-type": "application/json" }).end(JSON.stringify(given.json));
  else response.writeHead(given.status, { "content-type": given.type ?? "text/plain" }).end(given.text);
}

/** A Kubernetes Status as the API server sends it with a refusal. */
export function statusOf(code: number, reason: string, message: string): GivenAnswer {
  const json = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code };
  return { status: code, json };
}

/** A pod in the server's own JSON. */
export function podJson(resourceVersion: string, phase = "Pending", uid = "u1"): object {
  const metadata = { name: "probe", namespace: "dbt", uid, resourceVersion, labels: { app: "x" } };
  const containers = [{ name: "main", image: "curl" }];
  return {
    kind: "Pod",
    apiVersion: "v1",
    metadata,
    spec: { containers, serviceAccountName: "runner" },
    status: { phase },
  };
}
