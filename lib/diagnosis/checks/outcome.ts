import type { Hop } from "@/lib/core/hop";
import type { UnknownReason } from "@/lib/diagnosis/facts/fact";
import type { Basis, FactName } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/** One observed value that supports a finding. `field` is the API's own path to it, where it has one. */
export type Evidence = {
  readonly fact: FactName;
  readonly label: string;
  readonly observed: string;
  readonly field?: string;
};

export type Missing = { readonly fact: FactName; readonly reason: UnknownReason; readonly detail: string };

/** What a check may conclude. */
export type CheckOutcome =
  | { readonly status: "pass"; readonly summary: string; readonly evidence: readonly Evidence[] }
  | {
      readonly status: "fail";
      /** Where this failure has another short statement than the check's `failureTitle`. */
      readonly title?: string;
      /** The cause in this cluster's own words: one sentence with the values in it. */
      readonly summary: string;
      readonly evidence: readonly [Evidence, ...Evidence[]];
      /** Best first. Only what can help. */
      readonly remedies: readonly RemedyRef[];
      /** `advisory`: true and worth fixing, but not what keeps this person out. Default `blocking`. */
      readonly severity?: "advisory";
      /** `likely`: the evidence fits but cannot prove it. Default `certain`. */
      readonly certainty?: "likely";
    }
  | { readonly status: "not-applicable"; readonly summary: string }
  /** What was seen cannot decide, and says why. Facts that are missing altogether are handled before the check runs. */
  | { readonly status: "unknown"; readonly summary: string; readonly missing: readonly Missing[] }
  /** A wanted fact is still being gathered and matters: ask again when it is in. */
  | { readonly status: "waiting" };

export type Status = "pass" | "fail" | "not-applicable" | "unknown";

/** What a report shows for one check. */
export type Finding = {
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
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
  readonly remedies: readonly RemedyRef[];
  /** The failing check that explains this one: this finding is its symptom. */
  readonly explainedBy: string | null;
};
