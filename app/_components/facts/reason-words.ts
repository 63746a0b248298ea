import type { UnknownReason } from "@/lib/engine/fact";

/** Why something is not known, as people say it. */
export const reasonWords: Readonly<Record<UnknownReason, string>> = {
  "permission-denied": "Permission is missing",
  unauthenticated: "Drawbridge is not signed in to Google",
  "timed-out": "No answer in time",
  unavailable: "Not available",
  "rate-limited": "Too many requests",
  "invalid-answer": "The answer could not be read",
  "not-observable": "Cannot be seen from here",
  "needs-another-fact": "Needs something else first",
};
