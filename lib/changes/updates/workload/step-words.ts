import { stepOutcome, stepTitle } from "@/lib/workload/remedies/step-words";
import type { StepProgress } from "@/lib/workload/remedies/steps";
import type { Sent } from "./look";

/** True for a step that is as wished. */
export function isOver({ state }: StepProgress): boolean {
  return state === "done" || state === "already";
}

/**
 * A step that was found as wished. Without a request of ours that may have been taken, others did it. What we created is
 * ours for sure only when its answer was seen: without its uid no undo deletes it.
 */
export function reached(
  { step }: StepProgress,
  { mayBeOurs, made }: { readonly mayBeOurs: boolean; readonly made: Sent },
  at: Date,
): StepProgress {
  const ours = mayBeOurs ? "done" : "already";
  const outcome = sentence(stepOutcome(step));
  const detail = mayBeOurs ? outcome : `${outcome} It was so before.`;
  return { step, state: ours, detail, made: made.uid === undefined ? null : { uid: made.uid }, at: at.toISOString() };
}

/** What became of an update whose steps are all as wished. */
export function appliedDetail(steps: readonly StepProgress[]): string {
  const already = steps.filter(({ state }) => state === "already").length;
  const bound = steps.some(({ step, state }) => step.kind === "add-binding" && state === "done");
  return [
    already === steps.length ? "Everything was as wished already: nothing was changed." : "",
    already > 0 && already < steps.length ? `${already} of ${steps.length} steps were as wished already.` : "",
    bound ? "It was read back. IAM usually takes 2 minutes until pods get a token, and can take up to 7." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Why an update ended before its last step, and what it made until then. */
export function stoppedDetail(steps: readonly StepProgress[], why: string): string {
  const made = steps.filter(({ state }) => state === "done").map(({ step }) => stepTitle(step));
  const unsure = steps.some((entry) => entry.unsure);
  return [
    sentence(why),
    made.length > 0 ? `Made before: ${made.join("; ")}.` : "",
    unsure ? "What was sent last may have been made." : "",
    made.length > 0 || unsure ? "An undo takes that back." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** With a capital and one full stop. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, ".")}`;
}
