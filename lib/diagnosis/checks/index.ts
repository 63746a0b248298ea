import { callerNotAuthorized } from "./caller-not-authorized";
import type { Check } from "./define-check";

/** Every check, in the order of the path; within a hop, the more specific cause first. */
export const checks: readonly Check[] = [callerNotAuthorized];
