import type { Principal } from "@/lib/auth/authorise";
import type { ServiceContext } from "@/lib/services/context";
import type { RunView } from "@/lib/services/schema/runs";
import { findRun, getRun } from "./get-run";
import { runViews } from "./run-view";

/** Milliseconds. Calls of the store may be lost, so it is looked at now and then. */
const lookEvery = 2_000;
const heartbeatEvery = 15_000;

/**
 * The run as it is, and again whenever it has moved on; null now and then, when nothing has. Ends when its pod is gone
 * or given up, and when the signal aborts. The first one throws as `getRun` does.
 */
export async function* watchRun(
  context: ServiceContext,
  principal: Principal,
  id: string,
  gone: AbortSignal,
): AsyncGenerator<RunView | null> {
  let woken = Promise.withResolvers<void>();
  const listener = context.store.runs.onChange(id, () => woken.resolve());
  try {
    let told = await getRun(context, principal, id);
    let toldAt = context.clock.monotonicMs();
    yield told;
    let show = await runViews(context, principal);
    while (!gone.aborted && !told.cleaned && !told.removal?.givenUpAt) {
      await Promise.race([woken.promise, after(lookEvery, gone)]);
      woken = Promise.withResolvers();
      if (gone.aborted) return;
      // The cluster's labels may not have been known before.
      if (told.manifest === null) show = await runViews(context, principal);
      const now = show(await findRun(context, id));
      const quietMs = context.clock.monotonicMs() - toldAt;
      if (JSON.stringify(now) !== JSON.stringify(told)) {
        told = now;
        yield now;
      } else if (quietMs >= heartbeatEvery) yield null;
      else continue;
      toldAt = context.clock.monotonicMs();
    }
  } finally {
    listener.stop();
  }
}

function after(milliseconds: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      gone.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    gone.addEventListener("abort", done, { once: true });
  });
}
