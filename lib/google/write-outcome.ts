import { GoogleError, type GoogleErrorReason, toGoogleError } from "./google-error";

/** Answers that prove that a change was not accepted. */
const notAccepted: ReadonlySet<GoogleErrorReason> = new Set([
  "not-found",
  "permission-denied",
  "unauthenticated",
  "api-disabled",
  "billing-disabled",
  "perimeter-denied",
  "rate-limited",
  "invalid-argument",
  "aborted",
  "busy",
  "failed-precondition",
]);

/** An error of a call that changes something: what does not prove that nothing was accepted is `unknown-outcome`. */
export function toWriteError(error: unknown): GoogleError {
  const failure = toGoogleError(error);
  return notAccepted.has(failure.reason) ? failure : new GoogleError("unknown-outcome", failure.message);
}
