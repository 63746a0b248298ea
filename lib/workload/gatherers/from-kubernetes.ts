import type { UnknownReason } from "@/lib/engine/fact";
import { redactCredentials } from "@/lib/google/credential-text";
import { isKubernetesError, type KubernetesErrorReason } from "@/lib/kubernetes/api/kubernetes-error";

const reasons: Readonly<Record<KubernetesErrorReason, UnknownReason>> = {
  "not-found": "invalid-answer",
  forbidden: "permission-denied",
  unauthorized: "unauthenticated",
  conflict: "unavailable",
  "already-exists": "invalid-answer",
  invalid: "invalid-answer",
  unreachable: "unavailable",
  "timed-out": "timed-out",
  unavailable: "unavailable",
  "unknown-outcome": "unavailable",
  "invalid-answer": "invalid-answer",
};

type Unknown = { readonly unknown: UnknownReason; readonly detail: string };

/**
 * What an API server did not tell, as an unknown fact in words that name what is missing.
 *
 * @param what what was asked for, as `the service accounts of dbt`
 * @param permission IAM's name of what that needs
 */
export function unknownFrom(error: unknown, what: string, permission: string): Unknown {
  if (!isKubernetesError(error)) {
    const text = error instanceof Error ? error.message : String(error);
    return { unknown: "unavailable", detail: `${what} could not be read: ${redactCredentials(text)}` };
  }
  const { reason } = error;
  const message = redactCredentials(error.message);
  switch (reason) {
    case "forbidden":
      return {
        unknown: "permission-denied",
        detail: `Kubernetes does not let Drawbridge read ${what} (${permission}, or a role binding): ${message}`,
      };
    case "unauthorized":
      return { unknown: "unauthenticated", detail: `Kubernetes does not accept Drawbridge's credentials: ${message}` };
    default:
      return { unknown: reasons[reason], detail: `${what} could not be read: ${message}` };
  }
}
