import { type UnknownReason, withoutFullStop } from "@/lib/engine/fact";
import { type GoogleErrorReason, toGoogleError } from "./google-error";

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

/**
 * A refusal or failure of a Google API as an unknown fact, in words that name what is missing: the permission and where,
 * the credentials, or what came in place of an answer. They end without a full stop.
 *
 * @param on the resource that was asked about, as `projects/P`
 */
export function unknownFrom(
  error: unknown,
  permission: string,
  on: string,
): { readonly unknown: UnknownReason; readonly detail: string } {
  const { reason, message, permission: named } = toGoogleError(error);
  return { unknown: reasons[reason], detail: withoutFullStop(describe(reason, message, named ?? permission, on)) };
}

function describe(reason: GoogleErrorReason, message: string, permission: string, on: string): string {
  switch (reason) {
    case "permission-denied":
      return `Drawbridge has not the permission ${permission} on ${on}`;
    case "unauthenticated":
      return `Google does not accept Drawbridge's own credentials: ${message}`;
    case "rate-limited":
      return `Google limits how often Drawbridge may ask about ${on}: ${message}`;
    case "timed-out":
      return `Google gave no answer about ${on} in time: ${message}`;
    case "unavailable":
      return `Google could not be asked about ${on}: ${message}`;
    case "invalid-answer":
      return `Google's answer about ${on} could not be used: ${message}`;
    default:
      return `${on}: ${message}`;
  }
}
