/** Time, given to whatever needs it, so that tests decide what time it is. */
export type Clock = {
  readonly now: () => Date;
  /** Milliseconds that only go forward, for durations. */
  readonly monotonicMs: () => number;
};
