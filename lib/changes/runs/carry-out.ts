import { isGoogleError } from "@/lib/google/google-error";
import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { cleanPod } from "./clean-pod";
import { createPod } from "./create-pod";
import { followPod } from "./follow-pod";
import type { Kubernetes, RunEnding } from "./port";
import { deadlineOf, givenUpFrom, isClosed, isOver, type Run, takenUpBy } from "./run";
import { callSignal, type RunnerContext } from "./runner-context";

/** `done`: nothing is left to do. `later`: look again after a while. */
export type RunTurn = "done" | "later";

/**
 * Brings one run further: creates its pod, follows it, deletes it. The same steps for a run of this process and of one that
 * died: what is written down and what the cluster has say what is next. Call it under the run's lock.
 *
 * @throws KubernetesError, StoreError. Nothing is lost by either.
 */
export async function carryOut(id: string, context: RunnerContext): Promise<RunTurn> {
  const { runs } = context;
  let run = await runs.get(id);
  if (!run || isClosed(run)) return "done";
  if (run.stopAskedAt && run.podUid === null && !isOver(run)) {
    await close(run, { state: "stopped", detail: `${run.stopAskedBy} stopped it before it began.` }, context);
    run = await runs.get(id);
    if (!run) return "done";
  }
  if (isOver(run) && run.intendedAt === null) return finish(id, context);

  let noted = isOver(run) && (await noteProof(run, context));
  const kubernetes = await connect(run, context);
  if ("why" in kubernetes) return isOver(run) && !noted ? "later" : unreachable(run, kubernetes, context);

  const again = !isOver(run) && (await live(run, kubernetes, context));
  run = await runs.get(id);
  if (!run || isClosed(run)) return "done";
  if (!isOver(run)) return "later";
  noted ||= await noteProof(run, context);
  try {
    const pod = await cleanPod(run, kubernetes, context, again);
    if (pod === "there") return notRemoved(run, "Kubernetes was asked to delete it, and it is still there.", context);
    return pod === "gone" && noted ? finish(id, context) : "later";
  } catch (error) {
    if (isKubernetesError(error) && (await notRemoved(run, error.message, context)) === "done") return "done";
    throw error;
  }
}

/** Keeps why the pod of a run that is over is not gone, and gives it up when that has been so for long. */
async function notRemoved(run: Run, why: string, { runs, clock, stopping }: RunnerContext): Promise<RunTurn> {
  if (stopping.aborted) return "later";
  const now = clock.now();
  if (now >= givenUpFrom(run)) return (await runs.giveUp(run, why, now)) ? "done" : "later";
  if (run.removalTrouble !== why) await runs.trouble(run, why);
  return "later";
}

/** What the pod of a run that is over has proved. The run stays open until it is noted. */
async function noteProof(run: Run, { proven, log }: RunnerContext): Promise<boolean> {
  if (!run.identity?.proven || !proven) return true;
  try {
    await proven(run);
    return true;
  } catch (error) {
    log("warn", "what a pod proved could not be noted", { run: run.id, reason: String(error) });
    return false;
  }
}

/** Creates the pod where there is none, and follows it to its end. True when an earlier try may still come true. */
async function live(run: Run, kubernetes: Kubernetes, context: RunnerContext): Promise<boolean> {
  let created = run;
  let again = false;
  try {
    if (run.podUid === null) {
      const answer = await createPod(run, kubernetes, context);
      if (answer.kind === "lost") return false;
      if (answer.kind === "refused") {
        // An earlier try, whose answer was not seen, may still come true.
        const withoutPod = run.intendedAt === null;
        await close(answer.run, { state: "failed", detail: answer.detail, withoutPod }, context);
        return false;
      }
      ({ run: created, again } = answer);
    }
    const ending = await followPod(created, kubernetes, context);
    if (ending) await close(created, ending, context);
  } catch (error) {
    if (!isKubernetesError(error)) throw error;
    const what = created.podUid === null ? "be created" : "be looked at";
    const detail = `Its pod cannot ${what}: ${error.message}`;
    if (!isLate(created, context.clock.now())) {
      await context.runs.progress(run, { detail });
      throw error;
    }
    await close(created, { state: "failed", detail }, context);
  }
  return again;
}

async function close(
  run: Run,
  ending: Pick<RunEnding, "state" | "detail"> & Partial<RunEnding>,
  { runs, clock, atStep }: RunnerContext,
): Promise<void> {
  if (await runs.end(run, { exitCode: null, identity: null, at: clock.now(), ...ending })) await atStep?.("ended");
}

async function finish(id: string, { runs, clock, atStep }: RunnerContext): Promise<RunTurn> {
  const run = await runs.get(id);
  if (run) await runs.clean(run, clock.now());
  await atStep?.("cleaned");
  return "done";
}

/** A cluster's Kubernetes, or why there is none now; `gone`: and never will be. */
type NotConnected = { readonly why: string; readonly gone: boolean };

async function connect({ cluster }: Run, context: RunnerContext): Promise<Kubernetes | NotConnected> {
  try {
    return await context.kubernetes(cluster, callSignal(context));
  } catch (error) {
    if (isKubernetesError(error)) return { why: error.message, gone: false };
    if (!isGoogleError(error)) throw error;
    if (error.reason === "not-found") return { why: "Google has no such cluster (any more).", gone: true };
    return { why: `Google does not tell its endpoints (${error.message}).`, gone: false };
  }
}

async function unreachable(run: Run, { why, gone }: NotConnected, context: RunnerContext): Promise<RunTurn> {
  const { runs, clock } = context;
  const detail = `The cluster cannot be reached: ${why}`;
  if (!isOver(run)) {
    if (gone || isLate(run, clock.now())) await close(run, { state: "failed", detail }, context);
    else if (run.detail !== detail) await runs.progress(run, { detail });
  }
  // With the cluster its pods are gone.
  if (gone) return finish(run.id, context);
  const now = await runs.get(run.id);
  if (!now || !isOver(now)) return "later";
  return now.intendedAt === null ? finish(run.id, context) : notRemoved(now, detail, context);
}

function isLate(run: Run, now: Date): boolean {
  return now >= (run.intendedAt === null ? takenUpBy(run) : deadlineOf(run));
}
