/** What this browser saw of a control plane's public endpoint. */
export type Probe = {
  /** `silent`: no answer in five seconds, as when packets are dropped. `answered`: taken, refused, or a certificate that is not trusted. */
  readonly outcome: "answered" | "silent";
  readonly ms: number;
  /** False when the network answers for addresses that nobody has, or forbids the attempt: then the outcome says nothing. */
  readonly usable: boolean;
};

/**
 * Whether this browser's own network gets through since a change: it got no answer before, gets one now, and its network
 * answers for nobody else. A single attempt proves nothing, because a browser cannot tell an answer from a refusal.
 */
export function opened(before: Probe | null, after: Probe | null): boolean {
  return (
    before !== null &&
    after !== null &&
    before.usable &&
    after.usable &&
    before.outcome === "silent" &&
    after.outcome === "answered"
  );
}
