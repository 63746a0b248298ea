import type { Basis } from "./basis";
import type { UnknownReason } from "./fact";

/** One observed value that supports a finding. `field` is the API's own path to it, where it has one. */
export type Evidence<Name extends string = string> = {
  readonly fact: Name;
  readonly label: string;
  readonly observed: string;
  readonly field?: string;
};

export type Missing<Name extends string = string> = {
  readonly fact: Name;
  readonly reason: UnknownReason;
  readonly detail: string;
};

/** What a check may conclude. */
export type CheckOutcome<Name extends string, Remedy> =
  | { readonly status: "pass"; readonly summary: string; readonly evidence: readonly Evidence<Name>[] }
  | {
      readonly status: "fail";
      /** Where this failure has another short statement than the check's `failureTitle`. */
      readonly title?: string;
      /** The cause in this cluster's own words: one sentence with the values in it. */
      readonly summary: string;
      readonly evidence: readonly [Evidence<Name>, ...Evidence<Name>[]];
      /** Best first. Only what can help. */
      readonly remedies: readonly Remedy[];
      /** `advisory`: true and worth fixing, but not what keeps this person out. Default `blocking`. */
      readonly severity?: "advisory";
      /** `likely`: the evidence fits but cannot prove it. Default `certain`. */
      readonly certainty?: "likely";
    }
  | { readonly status: "not-applicable"; readonly summary: string }
  /** What was seen cannot decide, and says why. Facts that are missing altogether are handled before the check runs. */
  | { readonly status: "unknown"; readonly summary: string; readonly missing: readonly Missing<Name>[] }
  /** A wanted fact is still being gathered and matters: ask again when it is in. */
  | { readonly status: "waiting" };

export type Status = "pass" | "fail" | "not-applicable" | "unknown";

/** What a report shows for one check. */
export type Finding<Name extends string = string, Hop extends string = string, Remedy = unknown> = {
  /** The check's id, which is also the id of the root cause that it finds. */
  readonly check: string;
  readonly hop: Hop;
  readonly status: Status;
  /** `title` when it passes, `failureTitle` when it fails. */
  readonly title: string;
  readonly summary: string;
  readonly why: string;
  readonly learnMoreUrl: string;
  readonly severity: "blocking" | "advisory";
  readonly certainty: "certain" | "likely";
  readonly bases: readonly Basis[];
  readonly evidence: readonly Evidence<Name>[];
  readonly missing: readonly Missing<Name>[];
  readonly remedies: readonly Remedy[];
  /** The failing check that explains this one: this finding is its symptom. */
  readonly explainedBy: string | null;
};
