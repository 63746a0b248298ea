import { isGoogleError } from "@/lib/google/google-error";
import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";

/**
 * What an error of a step means. `again`: look again at once. `later`: somebody has to be waited for. `final`: it cannot be
 * done, in words. `unanswered`: a change was sent and may have been made.
 */
export type StepFailure = { readonly kind: "again" | "later" | "final" | "unanswered"; readonly why: string };

/** @throws the error itself when it is neither of Google nor of Kubernetes */
export function failureOf(error: unknown): StepFailure {
  if (isGoogleError(error)) {
    const { reason, message } = error;
    switch (reason) {
      case "unknown-outcome":
        return { kind: "unanswered", why: "Google gave no answer." };
      case "aborted":
        return { kind: "again", why: `Somebody else was faster: ${message}` };
      case "busy":
      case "rate-limited":
      case "timed-out":
      case "unavailable":
      case "invalid-answer":
        return { kind: "later", why: `Google does not take it now: ${message}` };
      default:
        return { kind: "final", why: `Google refused it: ${message}` };
    }
  }
  if (isKubernetesError(error)) {
    const { reason, message } = error;
    switch (reason) {
      case "unknown-outcome":
        return { kind: "unanswered", why: "Kubernetes gave no answer." };
      case "conflict":
      case "already-exists":
      case "not-found":
        return { kind: "again", why: `Somebody else was faster: ${message}` };
      case "unreachable":
        return { kind: "later", why: `The control plane cannot be reached from Drawbridge's server: ${message}` };
      case "timed-out":
      case "unavailable":
      case "invalid-answer":
        return { kind: "later", why: `Kubernetes does not answer now: ${message}` };
      default:
        return { kind: "final", why: `Kubernetes refused it: ${message}` };
    }
  }
  throw error;
}
