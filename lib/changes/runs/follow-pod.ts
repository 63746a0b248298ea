import { redactCredentials } from "@/lib/google/credential-text";
import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { logLimit } from "@/lib/kubernetes/api/read-log";
import { mayPass } from "@/lib/kubernetes/api/reconnect";
import type { EventView, PodView } from "@/lib/kubernetes/api/views";
import { baseContainer } from "@/lib/workload/runs/probe-manifest";
import { readProbe } from "@/lib/workload/runs/read-probe";
import { collectLog } from "./collect-log";
import { judgePod, type PodJudgement } from "./judge-pod";
import type { Kubernetes, RunEnding, RunProgress } from "./port";
import { deadlineOf, isOver, type Run, type RunEvent } from "./run";
import { callSignal, type RunnerContext } from "./runner-context";

/** Milliseconds. `gather`: in which news are one change of the store. */
const pace = { look: 1_000, gather: 400, events: 2_000, lastWords: 5_000 };
const mostEvents = 50;

/**
 * Follows the run's pod until it ends, and writes down what becomes of it. Resolves with how it ended; undefined when this
 * process is to stop, or the run was ended by another.
 *
 * @throws KubernetesError when the pod cannot be looked at; StoreError
 */
export async function followPod(
  run: Run,
  kubernetes: Kubernetes,
  context: RunnerContext,
): Promise<RunEnding | undefined> {
  const { runs, clock, sleep, stopping } = context;
  const done = new AbortController();
  const follower = lookAt(run, kubernetes, AbortSignal.any([stopping, done.signal]));
  const waker = runs.onWake(follower.wake);
  let told = "";
  let eventsAt = Number.NEGATIVE_INFINITY;
  let trouble: { readonly detail: string; readonly since: number } | undefined;
  const tell = async (progress: RunProgress): Promise<void> => {
    const text = JSON.stringify(progress);
    if (text !== told) await runs.progress(run, progress);
    told = text;
  };
  let { state, startedAt } = run;
  const end = async (ending: Pick<RunEnding, "state" | "detail" | "exitCode">): Promise<RunEnding | undefined> => {
    await follower.readEvents(callSignal(context)).catch(() => undefined);
    // A pod that was stopped in its midst may talk on.
    if (ending.exitCode !== null) await Promise.race([follower.lastWords(sleep), sleep(pace.lastWords, stopping)]);
    // The log was not read to its end: the next process does.
    if (stopping.aborted) return undefined;
    await tell({ state, startedAt, ...follower.seen() });
    const identity =
      run.kind === "probe" && ending.state === "finished" ? readProbe(follower.rawLog(), run.expected) : undefined;
    const detail = detailOf(run, ending, identity?.summary, follower.unread());
    return { ...ending, detail, identity: identity ?? null, at: clock.now() };
  };
  try {
    for (;;) {
      const now = clock.now().getTime();
      if (now - eventsAt >= pace.events) {
        await follower.readEvents(callSignal(context)).catch(() => undefined);
        eventsAt = now;
      }
      const fresh = await runs.get(run.id);
      if (!fresh || isOver(fresh) || stopping.aborted) return undefined;
      if (follower.failure()) throw follower.failure();
      const judgement = follower.judge();
      if (judgement?.kind === "over") return await end(judgement);
      if (fresh.stopAskedAt) {
        return await end({ state: "stopped", detail: `${fresh.stopAskedBy} stopped it.`, exitCode: null });
      }
      if (follower.isGone()) {
        const detail = "Its pod is gone: somebody else deleted it, or its node is gone.";
        return await end({ state: "failed", detail, exitCode: null });
      }
      const waiting = judgement?.kind === "waiting" ? judgement : undefined;
      if (now >= deadlineOf(run).getTime()) {
        const minutes = Math.round(run.patienceMs / 60_000);
        const detail = `It did not end within ${minutes} minutes. ${waiting?.detail ?? ""}`.trim();
        return await end({ state: "failed", detail, exitCode: null });
      }
      if (waiting?.detail !== trouble?.detail) trouble = waiting && { detail: waiting.detail, since: now };
      if (waiting && trouble && waiting.patienceMs !== null && now - trouble.since >= waiting.patienceMs) {
        return await end({ state: "failed", detail: waiting.detail, exitCode: null });
      }
      if (judgement?.kind === "running") {
        state = "running";
        startedAt ??= clock.now();
      }
      await tell({ state, startedAt, detail: waiting?.detail ?? "", ...follower.seen() });
      await follower.news(sleep, stopping);
      await sleep(pace.gather, stopping);
    }
  } finally {
    waker.stop();
    done.abort();
  }
}

function detailOf(
  run: Run,
  { state, detail, exitCode }: Pick<RunEnding, "state" | "detail" | "exitCode">,
  seen: string | undefined,
  unread: string | undefined,
) {
  if (run.kind === "rehearsal" || state !== "finished") return detail;
  if (seen !== undefined) return seen;
  const log =
    unread === undefined ? "holds no answers of the metadata server" : `could not be read (${unread}): run another pod`;
  return `It ended with exit code ${exitCode}, and its log ${log}.`;
}

/** Watches the pod and its log in the background, until the signal aborts. */
function lookAt({ namespace, manifest, podUid }: Run, { reader }: Kubernetes, signal: AbortSignal) {
  const { name } = manifest.metadata;
  const log = collectLog();
  let pod: PodView | undefined;
  let events: readonly EventView[] | undefined;
  let gone = false;
  let failure: unknown;
  let reading: Promise<void> | undefined;
  /** Why the log was not read to its end so far. */
  let unread: string | undefined = "there was no answer in time";
  let hasLog = false;
  let woken = Promise.withResolvers<void>();
  const wake = () => woken.resolve();

  const add = (line: string): void => {
    log.add(line);
    hasLog = true;
    wake();
  };
  const readLog = async (): Promise<void> => {
    let bytes = 0;
    try {
      for await (const line of reader.log(namespace, name, baseContainer, { follow: true }, signal)) {
        // What was read before stays until it comes again.
        if (bytes === 0) log.clear();
        bytes += Buffer.byteLength(line) + 1;
        add(line);
      }
      if (!signal.aborted) unread = undefined;
      if (bytes >= logLimit) add("Drawbridge reads the first 4 MiB of a log: the rest is not here.");
    } catch (error) {
      if (!isKubernetesError(error)) throw error;
      unread = error.message;
      // Its container has not started after all, or the server was away: read at the next news.
      if (mayPass(error)) reading = undefined;
      else if (!signal.aborted) add(`Drawbridge cannot read the log: ${error.message}`);
    }
  };
  const hasStarted = (): boolean => pod?.containers.some(({ state }) => state !== "waiting") ?? false;
  const startReading = (): void => {
    reading ??= hasStarted() ? readLog().catch(() => undefined) : undefined;
  };
  const watch = async (): Promise<void> => {
    for await (const view of reader.watchPod(namespace, name, signal)) {
      if (view.uid !== podUid) break;
      pod = view;
      startReading();
      wake();
    }
    gone = !signal.aborted;
  };
  watch()
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(wake);

  return {
    wake,
    failure: () => failure,
    isGone: () => gone,
    judge: (): PodJudgement | undefined => pod && judgePod(pod, events ?? []),
    async readEvents(limited: AbortSignal) {
      events = await reader.events(namespace, name, limited);
    },
    /** Nothing of what could not be read: what an earlier process saw stays. */
    seen: () => ({
      ...(hasLog && log.kept()),
      ...(events && { events: events.slice(-mostEvents).map(toRunEvent) }),
    }),
    rawLog: log.raw,
    unread: () => unread,
    /** Resolves when the log has ended too, or cannot be read. */
    async lastWords(sleep: RunnerContext["sleep"]) {
      for (let waited = 0; waited < pace.lastWords && !signal.aborted; waited += pace.gather) {
        startReading();
        await reading;
        if (reading !== undefined) return;
        await sleep(pace.gather, signal);
      }
    },
    /** Resolves when something is new, or after a while. */
    async news(sleep: RunnerContext["sleep"], stopping: AbortSignal) {
      const enough = new AbortController();
      await Promise.race([woken.promise, sleep(pace.look, AbortSignal.any([enough.signal, stopping]))]);
      enough.abort();
      woken = Promise.withResolvers();
      startReading();
    },
  };
}

function toRunEvent({ at, type, reason, message, count }: EventView): RunEvent {
  const [short, text] = [reason.slice(0, 200), redactCredentials(message).slice(0, 1_000)];
  return { at: at ?? "", type: type.slice(0, 40), reason: short, message: text, count };
}
