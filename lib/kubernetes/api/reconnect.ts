import { setTimeout as pause } from "node:timers/promises";
import { isKubernetesError } from "./kubernetes-error";

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
