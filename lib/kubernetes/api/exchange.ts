import type { IncomingMessage } from "node:http";
import { redactCredentials } from "@/lib/google/credential-text";
import {
  type ControlPlaneConnection,
  type ControlPlaneRequest,
  sendToControlPlane,
} from "@/lib/kubernetes/control-plane-connection";
import { isKubernetesError, KubernetesError, type KubernetesErrorReason } from "./kubernetes-error";
import { parseStatus, refusalOf } from "./status";

/** An answer of more than this many bytes is not read to its end. */
const answerLimit = 16 * 1024 * 1024;
const refusalLimit = 64 * 1024;

/** A request that may change something: when its answer is not seen, nobody knows whether it did. */
export type Exchange = Omit<ControlPlaneRequest, "onSecured"> & { readonly writes: boolean };

export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
};

/** One request and its whole answer, which is always a good one. @throws KubernetesError */
export async function exchange(
  connection: ControlPlaneConnection,
  request: Exchange,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await begin(connection, request, signal);
  const status = response.statusCode ?? 0;
  const contentType = response.headers["content-type"] ?? "";
  try {
    return { status, contentType, text: await readText(response, answerLimit) };
  } catch (error) {
    throw brokenOff(error, request.writes ? "unknown-outcome" : undefined, connection, signal);
  }
}

/** The same, where the answer goes on for a while: resolves with its beginning. */
export async function begin(
  connection: ControlPlaneConnection,
  { writes, ...request }: Exchange,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let secured = false;
  const onSecured = () => {
    secured = true;
  };
  const lost = () => (secured && writes ? ("unknown-outcome" as const) : undefined);
  const response = await sendToControlPlane(connection, { ...request, onSecured }, signal).catch((error: unknown) => {
    throw brokenOff(error, lost() ?? (secured ? undefined : "unreachable"), connection, signal);
  });
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  const text = await readText(response, refusalLimit).catch((error: unknown) => {
    throw brokenOff(error, lost(), connection, signal);
  });
  const { reason, message } = refusalOf(status, parseStatus(text), writes);
  throw new KubernetesError(reason, withoutSecrets(message, connection));
}

/**
 * A connection that failed or ended too early, as an error.
 * @param reason what that means; undefined: the server was reached, and nothing was to be changed
 */
export function brokenOff(
  error: unknown,
  reason: "unreachable" | "unknown-outcome" | undefined,
  connection: ControlPlaneConnection,
  signal: AbortSignal,
): KubernetesError {
  if (isKubernetesError(error)) {
    return reason === "unknown-outcome" ? new KubernetesError(reason, error.message) : error;
  }
  if (signal.aborted) {
    const aborted: KubernetesErrorReason = reason === "unknown-outcome" ? reason : "timed-out";
    return new KubernetesError(aborted, "the control plane gave no answer in time");
  }
  return new KubernetesError(reason ?? "unavailable", `the connection failed (${describe(error, connection)})`);
}

function describe(error: unknown, connection: ControlPlaneConnection): string {
  if (!(error instanceof Error)) return "without a reason";
  return "code" in error && typeof error.code === "string"
    ? error.code
    : withoutSecrets(error.message, connection).slice(0, 120);
}

/** Whoever answered may have sent the token back, or somebody else's, and a proxy's address may hold its password. */
export function withoutSecrets(text: string, { config }: ControlPlaneConnection): string {
  const token = config.getCurrentUser()?.token;
  const clean = token ? text.replaceAll(token, "[redacted]") : text;
  return redactCredentials(clean).slice(0, 1_000);
}

async function readText(response: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new KubernetesError("invalid-answer", `the answer has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
