import type { Clock } from "@/lib/core/clock";

/** The clock of a product that works in the sandbox: the simulated Google's, so that both move together. */
export type SandboxClock = Clock & {
  /** Asks the simulator what time it is, now and not at the next look. */
  readonly follow: () => Promise<void>;
  readonly stop: () => void;
};

/** Milliseconds between two looks at the simulator's clock. */
const lookEvery = 500;

/** Smaller differences are the time that the answer took. */
const noticedMs = 100;

/** Follows the simulator's clock: ahead of the machine's, or standing still. While it does not answer, time goes on. */
export function sandboxClock(controlUrl: string): SandboxClock {
  let aheadMs = 0;
  let frozenAt: number | undefined;

  const follow = async () => {
    const answer = await fetch(new URL("/clock", controlUrl), { signal: AbortSignal.timeout(2_000) });
    const { now, frozen } = (await answer.json()) as { now: string; frozen: boolean };
    const told = Date.parse(now);
    if (!answer.ok || Number.isNaN(told)) return;
    frozenAt = frozen ? told : undefined;
    const ahead = told - Date.now();
    if (Math.abs(ahead - aheadMs) > noticedMs) aheadMs = ahead;
  };
  const look = setInterval(() => void follow().catch(() => undefined), lookEvery);
  look.unref();
  return {
    now: () => new Date(frozenAt ?? Date.now() + aheadMs),
    monotonicMs: () => performance.now(),
    follow,
    stop: () => clearInterval(look),
  };
}
