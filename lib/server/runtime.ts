import type { Identity } from "@/lib/auth/identity";
import type { RateLimiter } from "@/lib/auth/rate-limit";
import type { ServiceContext } from "@/lib/services/context";
import type { Logger } from "./logger";
import type { Metrics } from "./metrics";
import type { SandboxClock } from "./sandbox-clock";

/** Everything made once for the life of the process. */
export type Runtime = {
  readonly context: ServiceContext;
  readonly mode: "sandbox" | "google";
  /** The simulator's control API; undefined when Drawbridge works on Google itself. */
  readonly sandboxUrl: string | undefined;
  /** Undefined when Drawbridge works on Google itself. */
  readonly sandboxClock: SandboxClock | undefined;
  readonly trustedHops: number;
  /** Who is asking, and at which names Drawbridge answers. */
  readonly identity: Identity;
  readonly rateLimiter: RateLimiter;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Aborts when the process is asked to stop: every open stream ends by it. */
  readonly stopping: AbortSignal;
  readonly close: () => Promise<void>;
};

const key = Symbol.for("drawbridge.runtime");
type Holder = { [key]?: Runtime };

/**
 * The one runtime of this process. It is on `globalThis`, because Next's bundle and the server that made it are
 * separate copies of this module; the bundle holds neither the store nor Google's clients.
 *
 * @throws Error when nothing was started: pages are only ever served by `main.ts`
 */
export function runtime(): Runtime {
  const running = (globalThis as Holder)[key];
  if (!running) throw new Error("Drawbridge was not started: use `npm start` or `npm run demo`, not `next start`.");
  return running;
}

/** Makes the runtime known to every handler. Called once, before the server listens. */
export function provideRuntime(running: Runtime): void {
  (globalThis as Holder)[key] = running;
}
