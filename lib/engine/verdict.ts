import type { Basis } from "./basis";

/** What is known of one hop. `not-reached`: a hop before it is broken. `pending`: its checks wait for facts. */
export type StationState = "passed" | "broken" | "not-reached" | "unknown" | "not-applicable" | "pending";

/** A hop as the path shows it. */
export type Station<Hop extends string = string> = {
  readonly hop: Hop;
  readonly title: string;
  readonly state: StationState;
  readonly detail: string;
};

/** The one answer of a diagnosis. */
export type Verdict<Hop extends string = string, Remedy = unknown> = {
  readonly state: "reachable" | "blocked" | "unknown";
  /** Where the path breaks; null unless blocked. */
  readonly hop: Hop | null;
  /** The id of the one primary cause, which is the id of the check that found it; null unless blocked. */
  readonly cause: string | null;
  /** A short statement. */
  readonly headline: string;
  /** The same with this cluster's values in it. */
  readonly summary: string;
  readonly why: string;
  /** What to do now, one sentence. */
  readonly next: string;
  readonly certainty: "certain" | "likely";
  readonly bases: readonly Basis[];
  /** An observation that agrees with the configuration, or contradicts it; null without one. */
  readonly confirmation: string | null;
  readonly remedies: readonly Remedy[];
  readonly path: readonly Station<Hop>[];
};
