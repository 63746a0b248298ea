import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { ControlPlaneConnection } from "@/lib/kubernetes/control-plane-connection";
import { begin } from "./exchange";
import { isKubernetesError } from "./kubernetes-error";

/**
 * Begins to read a stream, which goes on until the signal aborts.
 * @throws KubernetesError `timed-out` when it has not begun after so many milliseconds
 */
export async function beginStream(
  connection: ControlPlaneConnection,
  url: URL,
  signal: AbortSignal,
  patienceMs: number,
): Promise<IncomingMessage> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  const request = { method: "GET", url, writes: false };
  return begin(connection, request, AbortSignal.any([signal, late.signal])).finally(() => clearTimeout(timer));
}

/** Milliseconds before a stream is opened again, by how often in a row that has failed. */
export const reconnectPauses: readonly number[] = [250, 500, 1_000, 2_000, 5_000];

/** Resolves early when the signal aborts. */
export async function pauseBefore(pauses: readonly number[], failures: number, signal: AbortSignal): Promise<void> {
  const milliseconds = pauses[Math.min(failures, pauses.length - 1)] ?? 0;
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** True when another try can end otherwise: the server was away, or something stood in between. */
export function mayPass(error: unknown): boolean {
  return (
    isKubernetesError(error) && ["unreachable", "timed-out", "unavailable", "invalid-answer"].includes(error.reason)
  );
}
