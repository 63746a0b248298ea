import { impersonationAnnotation, impersonationRole } from "@/lib/workload/facts/derive/member";
import type { WorkloadStep } from "./steps";

/** What a step does: imperative, one sentence without its full stop. */
export function stepTitle(step: WorkloadStep): string {
  switch (step.kind) {
    case "create-namespace":
      return `Create the namespace ${step.namespace}`;
    case "create-service-account":
      return `Create the service account ${step.namespace}/${step.serviceAccount}`;
    case "annotate":
      return step.after === null
        ? `Remove the annotation ${impersonationAnnotation} from ${step.namespace}/${step.serviceAccount}`
        : `Annotate ${step.namespace}/${step.serviceAccount} with ${step.after}`;
    case "add-binding":
      return `Give ${step.member} ${impersonationRole} on ${step.googleServiceAccount}, and leave every other binding as it is`;
    case "remove-binding":
      return `Take ${impersonationRole} on ${step.googleServiceAccount} from ${step.member}, and leave every other binding as it is`;
    case "enable-workload-identity":
      return `Turn Workload Identity on, with the pool ${step.workloadPool}`;
    case "disable-workload-identity":
      return "Turn Workload Identity off";
    case "set-node-metadata":
      return step.after === "gke"
        ? `Give the node pool ${step.nodePool} GKE's metadata server, which recreates its nodes`
        : `Take GKE's metadata server from the node pool ${step.nodePool}, which recreates its nodes`;
    case "delete-namespace":
      return `Delete the namespace ${step.namespace}`;
    case "delete-service-account":
      return `Delete the service account ${step.namespace}/${step.serviceAccount}`;
  }
}

/** What shall be after the step, as a part of a sentence: `the namespace dbt is there`. */
export function stepOutcome(step: WorkloadStep): string {
  switch (step.kind) {
    case "create-namespace":
      return `the namespace ${step.namespace} is there`;
    case "create-service-account":
      return `the service account ${step.namespace}/${step.serviceAccount} is there`;
    case "annotate":
      return step.after === null
        ? `${step.namespace}/${step.serviceAccount} has no such annotation`
        : `${step.namespace}/${step.serviceAccount} is annotated with ${step.after}`;
    case "add-binding":
      return `${step.member} has ${impersonationRole} on ${step.googleServiceAccount}`;
    case "remove-binding":
      return `${step.member} has no unconditional ${impersonationRole} on ${step.googleServiceAccount}`;
    case "enable-workload-identity":
      return `the cluster has the pool ${step.workloadPool}`;
    case "disable-workload-identity":
      return "the cluster has no workload pool";
    case "set-node-metadata":
      return `the node pool ${step.nodePool} has ${step.after === "gke" ? "GKE's" : "the nodes' own"} metadata server`;
    case "delete-namespace":
      return `the namespace ${step.namespace} is gone`;
    case "delete-service-account":
      return `the service account ${step.namespace}/${step.serviceAccount} is gone`;
  }
}
