import { tooManyRequests } from "@/lib/core/problem";

/** What is counted apart. `open`: requests that need no identity, by the address they came from. */
export type RateKind = "read" | "diagnose" | "mutate" | "open";

export type RateLimit = { readonly burst: number; readonly perSecond: number };

export type RateLimiter = {
  /** @throws Problem 429 that says when to try again */
  readonly take: (kind: RateKind, who: string) => void;
};

/** Far more than a person at a page needs, far less than what would use up Google's quota (3,000 reads a minute). */
export const usualLimits: Readonly<Record<RateKind, RateLimit>> = {
  read: { burst: 1_200, perSecond: 60 },
  diagnose: { burst: 300, perSecond: 10 },
  mutate: { burst: 300, perSecond: 10 },
  open: { burst: 60, perSecond: 2 },
};

export const noRateLimit: RateLimiter = { take: () => undefined };

const mostBuckets = 10_000;

type Bucket = { readonly tokens: number; readonly at: number };

/**
 * A token bucket for each kind and each `who`, in the memory of this process: with several processes everybody has as
 * many. `now` is a monotonic clock in milliseconds.
 */
export function rateLimiter(
  now: () => number,
  limits: Readonly<Record<RateKind, RateLimit>> = usualLimits,
): RateLimiter {
  /* In the order of their last use. */
  const buckets = new Map<string, Bucket>();
  return {
    take(kind, who) {
      const { burst, perSecond } = limits[kind];
      const key = `${kind} ${who}`;
      const at = now();
      const before = buckets.get(key) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1_000) * perSecond);
      buckets.delete(key);
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= mostBuckets) break;
        buckets.delete(oldest);
      }
      if (tokens < 1) throw tooManyRequests(Math.ceil((1 - tokens) / perSecond));
    },
  };
}
