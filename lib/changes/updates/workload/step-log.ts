import type { ApplierContext } from "@/lib/changes/applier-context";
import type { OpenSteps } from "@/lib/changes/updates/update";
import type { StepProgress } from "@/lib/workload/remedies/steps";
import { appliedDetail, stoppedDetail } from "./step-words";

/** Milliseconds without any progress after which an update is given up, unless an operation of Google's runs. */
const patience = 10 * 60_000;

/**
 * What the store is told of an update's steps while they are carried out: before and after everything that is sent. It
 * takes that only from who knows all that was written down: of two who are at it, the slower one stops.
 */
export type StepLog = ReturnType<typeof stepLog>;

export function stepLog(update: OpenSteps, { store: { updates }, clock, atStep }: ApplierContext) {
  let steps = update.steps;
  let { operation } = update;
  let sentAt = update.sentAt ?? update.requestedAt;
  const at = (index: number): StepProgress => {
    const entry = steps[index];
    if (!entry) throw new RangeError(`The update ${update.id} has no step ${index}.`);
    return entry;
  };
  const withEntry = (index: number, entry: StepProgress) => steps.map((old, place) => (place === index ? entry : old));
  const record = async (index: number, entry: StepProgress, sends = false) => {
    const moved = withEntry(index, entry);
    await updates.recordSteps({ ...update, steps }, { steps: moved, changed: index, sends }, clock.now());
    steps = moved;
  };
  const close = async (state: "applied" | "conflict" | "failed", detail: string, last = steps): Promise<true> => {
    await updates.close({ ...update, steps }, { state, detail, drift: [], steps: last, at: clock.now() });
    await atStep?.("closed");
    return true;
  };
  const stop = (index: number, state: "conflict" | "failed", why: string) => {
    const ended = { ...at(index), state: "failed", detail: why, at: clock.now().toISOString() } as const;
    const last = withEntry(index, ended);
    return close(state, stoppedDetail(last, why), last);
  };
  return {
    at,
    record,
    stop,
    /** What was sent last, and may still have an effect. */
    sent: () => ({ cluster: update.cluster, operation, at: sentAt }),
    /** Before a request is sent. */
    async opened(index: number): Promise<void> {
      sentAt = clock.now();
      operation = null;
      await record(index, { ...at(index), state: "open", detail: "It is being sent." }, true);
    },
    async recordOperation(name: string): Promise<void> {
      operation = name;
      await updates.recordOperation({ ...update, steps }, name, clock.now());
    },
    applied: () => close("applied", appliedDetail(steps)),
    /** False: it goes on later. True: it was given up, because nothing has happened for too long. */
    async later(index: number, { why, mayBeOurs, operation: runs }: Later): Promise<boolean> {
      const entry: StepProgress = { ...at(index), state: mayBeOurs ? "open" : "waiting", detail: why };
      const moments = steps.flatMap((one) => (one.at === null ? [] : [new Date(one.at).getTime()]));
      const since = Math.max((update.sentAt ?? update.requestedAt).getTime(), ...moments);
      if (!runs && clock.now().getTime() - since > patience) {
        return stop(index, "failed", `Nothing has happened for ${patience / 60_000} minutes. ${why}`);
      }
      // The same reason again, perhaps with another address in it, is no news for the audit log.
      const old = at(index);
      if (old.state !== entry.state || beginning(old.detail) !== beginning(why)) await record(index, entry);
      return false;
    },
  };
}

/** Why a step is not over. `mayBeOurs`: a request of ours may have been taken. `operation`: one of Google's runs. */
export type Later = { readonly why: string; readonly mayBeOurs: boolean; readonly operation: boolean };

function beginning(text: string): string {
  return text.split(":")[0] ?? "";
}
