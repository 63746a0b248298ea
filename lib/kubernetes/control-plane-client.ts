import type { IncomingMessage } from "node:http";
import { type ControlPlane, connectionOf, sendToControlPlane, serverOf } from "./control-plane-connection";

export type { ControlPlane };

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
  const connection = connectionOf(controlPlane);
  const url = new URL(path, serverOf(connection));
  const response = await sendToControlPlane(connection, { method: "GET", url }, signal);
  return { path, status: response.statusCode ?? 0, ...understand(await readText(response)) };
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
