import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";

type ErrorText = FactValues["errorText"];

/**
 * Whether the person's error text names one of the causes: `certainly` when nothing else fits the text,
 * `possibly` when it is one of several candidates, `no` otherwise (also when no text was given).
 */
export function errorSays(errorText: ErrorText, ...causes: readonly ErrorCause[]): "certainly" | "possibly" | "no" {
  if (!errorText.given || errorText.causes.length === 0) return "no";
  const named = errorText.causes.filter(({ cause }) => causes.includes(cause)).length;
  if (named === 0) return "no";
  return named === errorText.causes.length ? "certainly" : "possibly";
}

/** The title of the first candidate among the causes, for use as evidence. */
export function errorTitle(errorText: ErrorText, ...causes: readonly ErrorCause[]): string {
  const candidate = errorText.given ? errorText.causes.find(({ cause }) => causes.includes(cause)) : undefined;
  return candidate?.title ?? "";
}

const httpAnswers: readonly ErrorCause[] = [
  "http-401",
  "http-403",
  "http-404",
  "http-429",
  "http-500",
  "http-503",
  "client-usage",
  "ok",
  "slow-ok",
];

/**
 * True when the text proves that the Kubernetes API server itself answered: then addresses, authorized networks and
 * packets are not what keeps the person out. A refusal by Google's front end or a proxy is no such proof.
 */
export function provesAnswer(errorText: ErrorText): boolean {
  return errorSays(errorText, ...httpAnswers) === "certainly";
}

/** Texts of a connection that got no answer at all, whatever dropped it. */
export const silentCauses: readonly ErrorCause[] = [
  "tcp-timeout",
  "deadline",
  "network-unreachable",
  "host-unreachable",
];
