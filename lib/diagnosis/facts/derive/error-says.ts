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

/** Answers of a control plane that is reached and cannot serve. */
export const unreadyCauses: readonly ErrorCause[] = ["http-429", "http-500", "http-502", "http-503", "http-504"];

const answers: readonly ErrorCause[] = [
  "http-401",
  "http-403",
  "http-404",
  ...unreadyCauses,
  "no-agent-available",
  "webhook-unreachable",
];

/**
 * True when the text proves that the Kubernetes API server answered: then addresses, authorized networks and packets are
 * not what keeps the person out. A refusal by Google's front end or a proxy is no such proof; neither is a command that
 * worked or was mistyped, which may never have left the person's machine.
 */
export function provesAnswer(errorText: ErrorText): boolean {
  const answered = errorSays(errorText, ...answers);
  return answered === "certainly" || (answered === "possibly" && isCertainly(errorText, ...answers, "client-usage"));
}

/** Something in between, and not the control plane, is what the client spoke to or could not reach. */
export const proxyCauses: readonly ErrorCause[] = [
  "proxy-refused",
  "proxy-timeout",
  "proxy-dns",
  "proxy-not-tls",
  "proxy-untrusted",
  "proxy-403",
  "proxy-407",
  "proxy-502",
];

const connections: readonly ErrorCause[] = [
  ...answers,
  ...proxyCauses,
  "captive-portal",
  "conn-refused",
  "conn-reset",
  "tls-handshake-timeout",
  "tls-eof",
  "tls-not-tls",
  "tls-protocol",
  "http-to-https",
  "tls-unknown-ca",
  "tls-hostname-mismatch",
  "tls-cert-expired",
  "tls-cert-not-yet-valid",
  "tls-client-cert-required",
  "http-400",
  "http-eof",
];

/**
 * True when the text proves that something took or refused the connection, or that a proxy failed. GKE drops the packets of an address that is
 * not listed and never refuses, so the list is not what this text is about.
 */
export function provesConnection(errorText: ErrorText): boolean {
  return isCertainly(errorText, ...connections);
}

/** Texts of a client that failed before it called anything. */
export const uncalledCauses: readonly ErrorCause[] = [
  "exec-plugin-missing",
  "exec-plugin-failed",
  "auth-provider-removed",
  "gcloud-no-account",
  "gcloud-reauth-required",
  "gcloud-unauthenticated",
  "gcloud-insufficient-scopes",
];

/** Texts of packets that did not get as far as the list: it drops what arrives, and nothing says so. */
export const unsentCauses: readonly ErrorCause[] = ["network-unreachable", "host-unreachable", "local-firewall"];

function isCertainly(errorText: ErrorText, ...causes: readonly ErrorCause[]): boolean {
  return errorSays(errorText, ...causes) === "certainly";
}

/** Texts of a connection that got no answer at all, whatever dropped it. */
export const silentCauses: readonly ErrorCause[] = [
  "tcp-timeout",
  "deadline",
  "network-unreachable",
  "host-unreachable",
];
