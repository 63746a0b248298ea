import type { ApplierContext } from "@/lib/changes/applier-context";
import { awaitQuiet } from "@/lib/changes/await-operation";
import { awaitEvidence } from "@/lib/changes/finish-write";
import type { OpenSteps } from "@/lib/changes/updates/update";
import type { StepProgress } from "@/lib/workload/remedies/steps";
import { isOperation, type LookContext, lookAt, lookContext, type Sent } from "./look";
import { failureOf, type StepFailure } from "./step-failure";
import { type Later, type StepLog, type Stop, stepLog } from "./step-log";
import { isOver, reached } from "./step-words";

/**
 * How often one step is looked at anew, because somebody else was faster, and for how many milliseconds: then the cluster's
 * grants get their turn.
 */
const mostLooks = 4;
const mostMs = 10_000;

/** Milliseconds that an operation of somebody else is waited for in one go. */
const othersPatience = 3_000;

/** How a step is left. `later`: it is not over. */
type StepEnd =
  | { readonly kind: "over"; readonly entry: StepProgress }
  | ({ readonly kind: "later" } & Later)
  | ({ readonly kind: "stopped" } & Stop);

/**
 * Carries an open update of several steps on from wherever it is, the same for one of this process and of one that died:
 * each step is looked at, written down before it is sent, sent once for what was read, and looked at again. A step that is
 * as wished already is not sent; one whose ground is not as confirmed ends the update, and what was made before stays, as
 * the steps say. False when it is not over yet.
 *
 * @throws StoreError, and nothing of Google or Kubernetes: what they do not answer is waited for, within limits
 */
export async function carryOutSteps(update: OpenSteps, context: ApplierContext): Promise<boolean> {
  const log = stepLog(update, context);
  if (!context.workloads) return log.stop(0, { state: "failed", why: "This applier is not made for workloads." });
  const look = lookContext(context.workloads, update.cluster, context.store.updates);
  for (const [index, entry] of update.steps.entries()) {
    if (isOver(entry)) continue;
    const end = await carryOut(index, log, look, context);
    if (end.kind === "later") return context.stopping.aborted ? false : log.later(index, end);
    if (end.kind === "stopped") return log.stop(index, end);
    await log.record(index, end.entry);
    await context.atStep?.("closed");
  }
  return log.applied();
}

async function carryOut(index: number, log: StepLog, look: LookContext, context: ApplierContext): Promise<StepEnd> {
  const { atStep } = context;
  const { step } = log.at(index);
  /* True once a request of ours may have been taken: by this process, or by one that died. */
  let mayBeOurs = log.at(index).state === "open";
  const { detail } = log.at(index);
  if (isOperation(step) && !mayBeOurs && detail !== "" && !(await awaitQuiet(look.cluster, othersPatience, context))) {
    // It met another operation before: asking Google again and again would only fill the log.
    return { kind: "later", why: detail, mayBeOurs, operation: false };
  }
  let made: Sent = log.at(index).made ?? {};
  let why = "Somebody else changes it again and again.";
  const { clock, stopping } = context;
  const end = clock.now().getTime() + mostMs;
  const mayGoOn = (looks: number) => looks < mostLooks && clock.now().getTime() < end;
  let answered = false;
  for (let looks = 0; !stopping.aborted && (looks === 0 || answered || mayGoOn(looks)); looks += 1) {
    let ended: string | null = null;
    if (mayBeOurs && isOperation(step)) {
      const evidence = await awaitEvidence(log.sent(), context);
      if (!evidence) return { kind: "later", why: "Google works on it.", mayBeOurs, operation: true };
      if (evidence.kind === "ended") ended = evidence.failure ?? "it ended well, and changed nothing";
    }
    const seen = await answerOf(() => lookAt(step, look));
    await atStep?.(mayBeOurs ? "read-back" : "read");
    // What came of an operation of ours is read, however long that takes.
    if ("kind" in seen) return leave(seen, { mayBeOurs, made }, mayBeOurs && isOperation(step));
    const { answer: state } = seen;
    if (state.kind === "as-wished")
      return { kind: "over", entry: reached(log.at(index), { mayBeOurs, made }, clock.now()) };
    if (ended !== null) return { kind: "stopped", state: "failed", why: `Google's operation failed: ${ended}` };
    if (state.kind === "conflict") return { kind: "stopped", state: "conflict", why: state.why };
    if (looks > 0 && !mayGoOn(looks)) break;

    await log.opened(index);
    await atStep?.("intended");
    const sent = await answerOf(state.send);
    answered = !("kind" in sent);
    if ("kind" in sent) {
      why = sent.why;
      if (sent.kind === "again" && !mayBeOurs)
        await log.record(index, { ...log.at(index), state: "waiting", detail: why });
      await atStep?.(sent.kind === "unanswered" ? "unanswered" : "not-accepted");
      if (sent.kind === "final" || sent.kind === "later") return leave(sent, { mayBeOurs, made });
      mayBeOurs ||= sent.kind === "unanswered";
      await context.sleep(200 * 2 ** looks * (1 + context.random()), stopping);
      continue;
    }
    made = sent.answer;
    mayBeOurs = true;
    await atStep?.("accepted");
    if (made.operation === undefined) continue;
    await log.recordOperation(made.operation);
    await atStep?.("operation-stored");
  }
  return { kind: "later", why, mayBeOurs, made, operation: false };
}

function leave({ kind, why }: StepFailure, sent: Pick<Later, "mayBeOurs" | "made">, operation = false): StepEnd {
  if (kind === "final") return { kind: "stopped", state: "failed", why, unsure: sent.mayBeOurs, made: sent.made };
  return { kind: "later", why, ...sent, operation };
}

/** The answer, or what the lack of one means. */
async function answerOf<Value>(call: () => Promise<Value>): Promise<{ readonly answer: Value } | StepFailure> {
  try {
    return { answer: await call() };
  } catch (error) {
    return failureOf(error);
  }
}
