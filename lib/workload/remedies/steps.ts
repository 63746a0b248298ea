/**
 * One change that the applier makes for a workload. Each is level-triggered: it says what shall be, and does nothing where
 * it is so already. The steps of the way back name what must still be there as we left it.
 */
export type WorkloadStep =
  | { readonly kind: "create-namespace"; readonly namespace: string }
  | { readonly kind: "create-service-account"; readonly namespace: string; readonly serviceAccount: string }
  /** Sets `iam.gke.io/gcp-service-account`. `before`: what it was when the plan was made; null: not there. */
  | {
      readonly kind: "annotate";
      readonly namespace: string;
      readonly serviceAccount: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  /** `roles/iam.workloadIdentityUser` for the member, without a condition. */
  | { readonly kind: "add-binding"; readonly googleServiceAccount: string; readonly member: string }
  | { readonly kind: "enable-workload-identity"; readonly workloadPool: string }
  /** The way back; only while no node pool uses it. */
  | { readonly kind: "disable-workload-identity"; readonly workloadPool: string }
  | {
      readonly kind: "set-node-metadata";
      readonly nodePool: string;
      readonly before: "gke" | "gce" | "unspecified";
      readonly after: "gke" | "gce";
    }
  /** The way back: only what we made ourselves, by its uid, and only while nothing of others is in it. */
  | { readonly kind: "delete-namespace"; readonly namespace: string; readonly uid: string }
  | {
      readonly kind: "delete-service-account";
      readonly namespace: string;
      readonly serviceAccount: string;
      readonly uid: string;
    }
  | { readonly kind: "remove-binding"; readonly googleServiceAccount: string; readonly member: string };

export type StepKind = WorkloadStep["kind"];

/** How far one step of an update is. `made` is what the way back needs: the uid of what was created. */
export type StepProgress = {
  readonly step: WorkloadStep;
  readonly state: "waiting" | "open" | "done" | "already" | "failed";
  /** One sentence. */
  readonly detail: string;
  readonly made: { readonly uid: string } | null;
  /** Of a failed one: it was sent, and nobody could see what came of it. It may have been made. */
  readonly unsure?: true;
  /** RFC 3339; null until it is over. */
  readonly at: string | null;
};
