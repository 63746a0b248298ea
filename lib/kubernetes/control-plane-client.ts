import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";

/** A control plane as Google describes it. Built by us from Google's answer, never from a person's kubeconfig. */
export type ControlPlane = {
  readonly host: string;
  /** What `host` resolved to when it was checked: connected to in its place, but not through a proxy. */
  readonly address?: string | undefined;
  /** Base64 of the CA's PEM; undefined where the system's roots hold (the DNS endpoint). */
  readonly caCertificate: string | undefined;
  readonly proxyUrl: string | undefined;
  /** Google access token of Drawbridge's own identity. */
  readonly token: string;
};

export type HttpAnswer = {
  readonly path: string;
  readonly status: number;
  readonly body: "ok" | "kubernetes-status" | "html" | "other";
  /** `message` of a Kubernetes Status, or the beginning of the text. */
  readonly message: string;
  /** `gitVersion`, where the body is an answer of `/version`. */
  readonly version: string | null;
};

const bodyLimit = 64 * 1024;

/**
 * One GET over a connection whose certificate is verified; the token is sent only then.
 *
 * @throws Error with node's `code` when no answer came
 */
export async function getFromControlPlane(
  controlPlane: ControlPlane,
  path: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  /* Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot make it otherwise. */
  const options: Parameters<KubeConfig["applyToHTTPSOptions"]>[0] = { rejectUnauthorized: true };
  await kubeConfigOf(controlPlane).applyToHTTPSOptions(options);
  const { address } = controlPlane;
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const attempt = request(
      new URL(path, serverOf(controlPlane)),
      { ...options, ...(address !== undefined && { lookup: always(address) }), method: "GET", signal },
      (response) => {
        readText(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
      },
    );
    attempt.once("error", reject);
    attempt.end();
  });
  return { path, status, ...understand(text) };
}

function kubeConfigOf({ host, caCertificate, proxyUrl, token }: ControlPlane): KubeConfig {
  const config = new KubeConfig();
  const cluster = { name: "control-plane", server: serverOf({ host }), skipTLSVerify: false };
  config.loadFromOptions({
    clusters: [{ ...cluster, ...(caCertificate && { caData: caCertificate }), ...(proxyUrl && { proxyUrl }) }],
    users: [{ name: "drawbridge", token }],
    contexts: [{ name: "diagnosis", cluster: "control-plane", user: "drawbridge" }],
    currentContext: "diagnosis",
  });
  return config;
}

/** A look-up that gives the checked address, so that a name cannot lead elsewhere the second time. */
function always(address: string): LookupFunction {
  const family = isIP(address);
  return (_name, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
}

function serverOf({ host }: { readonly host: string }): string {
  return `https://${host.includes(":") ? `[${host}]` : host}`;
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > bodyLimit) break;
  }
  return text;
}

function understand(text: string): Pick<HttpAnswer, "body" | "message" | "version"> {
  if (/^\s*<(!doctype|html)/i.test(text)) return { body: "html", message: "an HTML page", version: null };
  if (text.trim() === "ok") return { body: "ok", message: "ok", version: null };
  const parsed = parseJson(text);
  if (parsed?.kind === "Status")
    return { body: "kubernetes-status", message: String(parsed.message ?? "").slice(0, 300), version: null };
  const version = typeof parsed?.gitVersion === "string" ? parsed.gitVersion : null;
  return { body: version ? "ok" : "other", message: version ?? text.slice(0, 120), version };
}

function parseJson(
  text: string,
): { readonly kind?: unknown; readonly message?: unknown; readonly gitVersion?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
