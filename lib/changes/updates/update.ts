import type { GrantVerification, Person } from "@/lib/changes/grant";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterSettings, UpdateBody } from "@/lib/diagnosis/remedies/cluster-update/settings";
import type { UpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import type { FieldChange } from "@/lib/engine/plan";
import type { WorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { StepProgress } from "@/lib/workload/remedies/steps";

/**
 * `queued` waits for the applier; `open` was written down to be sent, and may have been. `applied`: read back from
 * Google. `conflict`: nothing was sent, because it would not do any more what was confirmed; of an update of several steps:
 * nothing more was sent, and `steps` says what was made. The last three are final.
 */
export type UpdateState = "queued" | "open" | "applied" | "failed" | "conflict";

/** One application of a plan that is no grant, as a person confirmed it. */
export type UpdateRequest = {
  readonly id: string;
  readonly cluster: ClusterName;
  readonly remedy: UpdateRemedy | WorkloadRepair;
  readonly title: string;
  /** The ids of the plan, and of the diagnosis it was made on; empty where there was none. */
  readonly plan: string;
  readonly diagnosis: string;
  readonly principal: Person;
  readonly reason: string;
  /** One person's click. Repeated, it finds the update that it made. */
  readonly idempotencyKey: string;
  readonly requestedAt: Date;
  /** The plan's `changes`: the update is refused unless it still does exactly this. */
  readonly confirmed: readonly FieldChange[];
  /** SHA-256 of what the plan was made on. */
  readonly basis: string;
  /** The update that this one takes back: the one that an `undo` names. */
  readonly undoes: string | null;
};

/** What was written down before it was sent. `etag`: of the cluster that was read, which Google compares. */
export type SentUpdate = {
  readonly etag: string;
  readonly before: ClusterSettings;
  readonly body: UpdateBody;
};

export type Update = UpdateRequest & {
  readonly state: UpdateState;
  /** The last time that it was written down to be sent; null before the first one. */
  readonly sent: SentUpdate | null;
  /** Of an update of several steps, how far each is: the write-ahead log. Null before the first one, and for all others. */
  readonly steps: readonly StepProgress[] | null;
  /** Google's operation; null when its answer was not seen. */
  readonly operation: string | null;
  /** One sentence: what it waits for, what went wrong, or what else was found. */
  readonly detail: string;
  readonly sentAt: Date | null;
  readonly closedAt: Date | null;
  /** How the person was seen to get through by it. */
  readonly verified: GrantVerification | null;
};

/** An update that is `open`. */
export type OpenUpdate = Update & { readonly state: "open"; readonly sent: SentUpdate };

/** An update of several steps that is `open`. */
export type OpenSteps = Update & { readonly state: "open"; readonly steps: readonly StepProgress[] };

/** True for one that is carried out step by step. */
export function hasSteps(update: OpenUpdate | OpenSteps): update is OpenSteps {
  return update.steps !== null;
}
