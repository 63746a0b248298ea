import type { ApplierContext } from "@/lib/changes/applier-context";
import type { OpenSteps } from "@/lib/changes/updates/update";
import type { StepProgress } from "@/lib/workload/remedies/steps";
import type { Sent } from "./look";
import { appliedDetail, sentence, stoppedDetail } from "./step-words";

/** Milliseconds without any progress after which an update is given up, also where an operation of Google's may run. */
const patience = { ms: 10 * 60_000, words: "10 minutes" };
const operationPatience = { ms: 24 * 60 * 60_000, words: "24 hours" };

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
  const stop = (index: number, { state, why, unsure = false, made }: Stop) => {
    const known = madeOf(made) ?? at(index).made;
    const { step } = at(index);
    const ended = { step, state: "failed", detail: sentence(why), made: known, at: clock.now().toISOString() } as const;
    const last = withEntry(index, unsure ? { ...ended, unsure: true } : ended);
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
    async later(index: number, { why, mayBeOurs, made, operation: runs }: Later): Promise<boolean> {
      const state = mayBeOurs ? "open" : "waiting";
      const entry: StepProgress = { ...at(index), state, detail: why, made: madeOf(made) ?? at(index).made };
      const moments = steps.flatMap((one) => (one.at === null ? [] : [new Date(one.at).getTime()]));
      const since = Math.max((update.sentAt ?? update.requestedAt).getTime(), ...moments);
      const { ms, words } = runs ? operationPatience : patience;
      if (clock.now().getTime() - since > ms) {
        const long = `Nothing has happened for ${words}. ${why}`;
        return stop(index, { state: "failed", why: long, unsure: mayBeOurs, made });
      }
      // The same reason again, perhaps with another address in it, is no news for the audit log.
      const old = at(index);
      if (old.state !== entry.state || beginning(old.detail) !== beginning(why)) await record(index, entry);
      return false;
    },
  };
}

/** Why an update ends with a step. `unsure`: a request of ours may have been taken, and what came of it was not seen. */
export type Stop = {
  readonly state: "conflict" | "failed";
  readonly why: string;
  readonly unsure?: boolean;
  readonly made?: Sent | undefined;
};

/** Why a step is not over. `mayBeOurs`: a request of ours may have been taken. `operation`: one of Google's runs. */
export type Later = {
  readonly why: string;
  readonly mayBeOurs: boolean;
  readonly made?: Sent | undefined;
  readonly operation: boolean;
};

/** What the way back needs of an answer. */
function madeOf(sent: Sent | undefined): StepProgress["made"] {
  return sent?.uid === undefined ? null : { uid: sent.uid };
}

function beginning(text: string): string {
  return text.split(":")[0] ?? "";
}
