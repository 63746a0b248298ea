import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { unavailable } from "@/lib/core/problem";

const freshMs = 60 * 60_000;
const cooldownMs = 30_000;
const timeoutMs = 5_000;

type Options = {
  /** A monotonic clock in milliseconds. */
  readonly nowMs: () => number;
  readonly failed: (reason: string) => void;
};

/**
 * Public keys that somebody publishes at an address. Kept for an hour, fetched again at once for a key id that is not
 * there, and at most every 30 s whatever is asked for. When they cannot be fetched, the ones from before still count.
 *
 * Rejects with a Problem 503 when there were never any, with jose's JWKSNoMatchingKey for a key that is not published.
 */
export function remoteKeys(address: URL, { nowMs, failed }: Options): JWTVerifyGetKey {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined;
  let fetchedAt = 0;
  let triedAt: number | undefined;
  let pending: Promise<void> | undefined;

  const refresh = () => {
    if (pending || (triedAt !== undefined && nowMs() - triedAt < cooldownMs)) return pending;
    triedAt = nowMs();
    pending = fetchKeys(address)
      .then((fetched) => {
        keys = fetched;
        fetchedAt = nowMs();
      })
      .catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  const lookUp = (...asked: Parameters<JWTVerifyGetKey>) => {
    if (!keys) throw unavailable("The keys that prove who is signed in cannot be fetched. Try again in a minute.");
    return keys(...asked);
  };

  return async (header, token) => {
    if (!keys || nowMs() - fetchedAt > freshMs) await refresh();
    try {
      return await lookUp(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return lookUp(header, token);
    }
  };
}

async function fetchKeys(address: URL) {
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) throw new Error(`${address.host} answered ${answer.status}`);
  return createLocalJWKSet((await answer.json()) as Parameters<typeof createLocalJWKSet>[0]);
}
