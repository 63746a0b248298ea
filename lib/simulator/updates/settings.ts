/** How the simulated Google carries updates out, where the real one's ways are not known or a test needs others. */
export type UpdateSettings = {
  /** From the acceptance of an update to DONE. With 0 the first poll says DONE. */
  readonly lifetimeMs: number;
  /** How long an operation is PENDING before it is RUNNING; never longer than its life. */
  readonly pendingMs: number;
  /** When the new configuration counts, from the acceptance on; null: when the operation is done. */
  readonly effectiveMs: number | null;
  /** What becomes of `gcpPublicCidrsAccessEnabled` and `privateEndpointEnforcementEnabled` when a list leaves them out. */
  readonly omittedFlags: "keep" | "reset";
  /** What becomes of an entry such as `203.0.113.10/24`. */
  readonly hostBits: "normalise" | "keep" | "refuse";
  /** False: an etag that does not match is let through. For tests that must see the lost update. */
  readonly etagCheck: boolean;
  /** From the creation of a pod to its container's start. */
  readonly podStartMs: number;
  /** From the moment a policy is set until permissions follow it. Real ones take two to seven minutes, or longer. */
  readonly iamPropagationMs: number;
};

export const defaultUpdateSettings: UpdateSettings = {
  lifetimeMs: 3_000,
  pendingMs: 500,
  effectiveMs: null,
  omittedFlags: "keep",
  hostBits: "normalise",
  etagCheck: true,
  podStartMs: 2_500,
  iamPropagationMs: 0,
};
