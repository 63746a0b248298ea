import type { RemedyId } from "@/lib/core/remedy-id";
import type { ErrorCause } from "../causes";
import type { Evidence } from "../evidence";
import type { Root } from "../unwrap";

/** A cause with, where this text says more than the cause's general words, better words of its own. */
export type Suspect = {
  readonly cause: ErrorCause;
  readonly why?: string;
  readonly remedies?: readonly RemedyId[];
};

/** Most likely first. */
export type Suspects = readonly [Suspect, ...Suspect[]];

/** One statement, seen with everything else that was printed with it. */
export type Scene = { readonly root: Root; readonly evidence: Evidence };

/**
 * Recognises one form of root error. `judge` may decline with undefined; then the next rule is asked.
 * Patterns are bounded: no unbounded repetition before something that can fail, so that long texts stay linear.
 */
export type Rule = {
  readonly pattern: RegExp;
  readonly judge: (scene: Scene, match: RegExpExecArray) => Suspects | undefined;
};

/** The pattern has these causes, whatever stands around it. */
export function means(causes: ErrorCause | readonly [ErrorCause, ...ErrorCause[]], pattern: RegExp): Rule {
  const [first, ...rest]: readonly [ErrorCause, ...ErrorCause[]] = typeof causes === "string" ? [causes] : causes;
  const suspects: Suspects = [{ cause: first }, ...rest.map((cause) => ({ cause }))];
  return { pattern, judge: () => suspects };
}

/** The pattern means one cause, for a reason of its own. */
export function meansBecause(cause: ErrorCause, pattern: RegExp, why: string, remedies?: readonly RemedyId[]): Rule {
  return { pattern, judge: () => [{ cause, why, ...(remedies && { remedies }) }] };
}

/** Like `means`, but only where `condition` holds. */
export function meansWhen(
  condition: (scene: Scene) => boolean,
  causes: ErrorCause | readonly [ErrorCause, ...ErrorCause[]],
  pattern: RegExp,
): Rule {
  const rule = means(causes, pattern);
  return { pattern, judge: (scene, match) => (condition(scene) ? rule.judge(scene, match) : undefined) };
}

/** Plain suspects from slugs. */
export function suspects(first: ErrorCause, ...rest: readonly ErrorCause[]): Suspects {
  return [{ cause: first }, ...rest.map((cause) => ({ cause }))];
}
