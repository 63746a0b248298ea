import type { UnknownReason } from "@/lib/diagnosis/facts/fact";
import type { FactName } from "@/lib/diagnosis/facts/schema";
import { type GoogleErrorReason, toGoogleError } from "@/lib/google/google-error";
import type { Gathered } from "./define-gatherer";

const reasons: Readonly<Record<GoogleErrorReason, UnknownReason>> = {
  "not-found": "invalid-answer",
  "permission-denied": "permission-denied",
  unauthenticated: "unauthenticated",
  "api-disabled": "unavailable",
  "billing-disabled": "unavailable",
  "perimeter-denied": "permission-denied",
  "rate-limited": "rate-limited",
  "timed-out": "timed-out",
  unavailable: "unavailable",
  "invalid-argument": "invalid-answer",
  "invalid-answer": "invalid-answer",
  aborted: "unavailable",
  busy: "unavailable",
  "failed-precondition": "invalid-answer",
  "unknown-outcome": "unavailable",
};

/** A refusal or failure of a Google API as an unknown fact. A missing permission is named, with where it is missing. */
export function unknownFrom(
  error: unknown,
  permission: string,
  on: string,
): Gathered<FactName> & { readonly unknown: UnknownReason; readonly detail: string } {
  const { reason, message, permission: named } = toGoogleError(error);
  const detail =
    reason === "permission-denied"
      ? `Drawbridge has not the permission ${named ?? permission} on ${on}`
      : `${on}: ${message}`;
  return { unknown: reasons[reason], detail };
}
