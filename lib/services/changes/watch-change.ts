import type { Principal } from "@/lib/auth/authorise";
import type { ServiceContext } from "@/lib/services/context";
import { grantViews } from "@/lib/services/grants/grant-view";
import type { ChangeView } from "@/lib/services/schema/access";
import { changeView, findChange, getChange } from "./get-change";

/** Milliseconds. The applier's own steps wake nobody, so they are found by looking. */
const lookEvery = 1_000;
const heartbeatEvery = 15_000;

/**
 * The change as it is, and again whenever it has moved on; null now and then, when nothing has. Ends at a final state, and
 * when the signal aborts. The first one throws as `getChange` does.
 */
export async function* watchChange(
  context: ServiceContext,
  principal: Principal,
  id: string,
  gone: AbortSignal,
): AsyncGenerator<ChangeView | null> {
  let woken = Promise.withResolvers<void>();
  const waker = context.store.changes.onWake(() => woken.resolve());
  try {
    let told = await getChange(context, principal, id);
    let toldAt = context.clock.monotonicMs();
    yield told;
    // Labels are read once: looking every second is no reason to ask Google.
    const show = await grantViews(context, principal);
    while (!gone.aborted && !isOver(told)) {
      await Promise.race([woken.promise, after(lookEvery, gone)]);
      woken = Promise.withResolvers();
      if (gone.aborted) return;
      const now = await changeView(context, principal, await findChange(context, id), show);
      const quietMs = context.clock.monotonicMs() - toldAt;
      if (JSON.stringify(now) !== JSON.stringify(told)) {
        told = now;
        yield now;
      } else if (quietMs >= heartbeatEvery) yield null;
      else continue;
      toldAt = context.clock.monotonicMs();
    }
  } finally {
    waker.stop();
  }
}

/** A grant that Google has goes on until it is seen to get through, or ends. */
function isOver({ state, kind }: ChangeView): boolean {
  return state === "verified" || state === "ended" || state === "failed" || (state === "applied" && kind === "update");
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
