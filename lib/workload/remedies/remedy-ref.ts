import type { WorkloadStep } from "./steps";

type None = Record<never, never>;

/**
 * Parameters each workload remedy takes. Adding a remedy starts with a line here. The first group is carried out by
 * Drawbridge, the others are followed by a person.
 */
export type WorkloadRemedyParams = {
  readonly "create-namespace": None;
  readonly "create-service-account": None;
  readonly "annotate-service-account": None;
  readonly "add-binding": None;
  readonly "enable-workload-identity": None;
  /** `nodePool`: whose nodes are recreated. */
  readonly "use-gke-metadata": { readonly nodePool: string };
  /** Every link of the chain that is missing and can be made without recreating nodes, in order. */
  readonly "repair-chain": None;
  readonly "create-google-service-account": None;
  readonly "enable-google-service-account": None;
  readonly "grant-resource-role": { readonly resource: string; readonly role: string };
  readonly "grant-environment-role": { readonly role: string };
  readonly "remove-condition": None;
  readonly "leave-host-network": { readonly pod: string };
  readonly "allow-metadata-egress": { readonly policy: string };
  readonly "wait-for-propagation": { readonly until: string };
  readonly "wait-for-metadata-server": None;
  readonly "correct-operator": { readonly line: number };
  readonly "use-composer-namespace": None;
  readonly "use-internal-endpoint": { readonly line: number };
  readonly "allow-event-reading": None;
  readonly "authorize-in-composer": None;
  readonly "prove-with-a-pod": None;
};

export type WorkloadRemedyId = keyof WorkloadRemedyParams;

/** A remedy that a workload check suggests, with the parameters that make it a plan. */
export type WorkloadRemedyRef = {
  [Id in WorkloadRemedyId]: { readonly id: Id; readonly params: WorkloadRemedyParams[Id] };
}[WorkloadRemedyId];

/** What a person does, as a button or a list item says it. */
export const workloadRemedyTitles: Readonly<Record<WorkloadRemedyId, string>> = {
  "create-namespace": "Create the namespace",
  "create-service-account": "Create the service account",
  "annotate-service-account": "Annotate the service account",
  "add-binding": "Add the IAM binding",
  "enable-workload-identity": "Turn Workload Identity on",
  "use-gke-metadata": "Give the node pool GKE's metadata server",
  "repair-chain": "Fix everything that is missing",
  "create-google-service-account": "Create the Google service account",
  "enable-google-service-account": "Enable the Google service account",
  "grant-resource-role": "Grant the role on the resource",
  "grant-environment-role": "Grant Composer's role",
  "remove-condition": "Take the condition off the binding",
  "leave-host-network": "Take the pod off the host's network",
  "allow-metadata-egress": "Let pods reach the metadata server",
  "wait-for-propagation": "Wait for IAM",
  "wait-for-metadata-server": "Wait for the metadata server at the start",
  "correct-operator": "Correct the operator",
  "use-composer-namespace": "Use Composer's namespace",
  "use-internal-endpoint": "Use the private endpoint",
  "allow-event-reading": "Let the operator read events",
  "authorize-in-composer": "Let your network in, through Composer",
  "prove-with-a-pod": "Prove it with a pod",
};

/** True for a plan of steps, which the applier carries out one by one. */
export function isWorkloadRepair(remedy: { readonly id: string }): remedy is WorkloadRepair {
  return remedy.id === "repair-workload" || remedy.id === "undo-workload";
}

/** A plan that the applier can carry out for a workload: its steps in order, or the way back from one. */
export type WorkloadRepair =
  | {
      readonly id: "repair-workload";
      readonly params: {
        /** The remedy that the person chose. */
        readonly remedy: WorkloadRemedyId;
        readonly steps: readonly WorkloadStep[];
      };
    }
  | {
      readonly id: "undo-workload";
      readonly params: { readonly update: string; readonly steps: readonly WorkloadStep[] };
    };
