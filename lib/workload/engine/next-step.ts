import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import type { WorkloadFactName } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import type { Finding } from "../checks/outcome";

/** What to do about the cause: its first remedy as one sentence. `title`: of the finding, where the cause has several. */
export function nextStep(remedy: WorkloadRemedyRef | undefined, cause: string, title = ""): string {
  switch (remedy?.id) {
    case "create-namespace":
      return "Create the namespace.";
    case "create-service-account":
      return "Create the Kubernetes service account.";
    case "annotate-service-account":
      return cause === "annotation-unwanted"
        ? "Take the annotation off the service account."
        : "Annotate the service account with the Google service account.";
    case "add-binding":
      return "Let the Kubernetes service account act as the Google one: add the binding.";
    case "enable-workload-identity":
      return "Turn Workload Identity on for the cluster.";
    case "use-gke-metadata":
      return `Give the node pool ${remedy.params.nodePool} GKE's metadata server, when its nodes may be recreated.`;
    case "repair-chain":
      return "Make everything that is missing, in one plan.";
    case "create-google-service-account":
      return "Create the Google service account, or name the right one.";
    case "enable-google-service-account":
      return "Enable the Google service account, if it was not disabled on purpose.";
    case "grant-resource-role":
      return `Have somebody grant ${remedy.params.role} on ${remedy.params.resource}.`;
    case "grant-environment-role":
      return `Have somebody grant ${remedy.params.role}.`;
    case "remove-condition":
      return "Replace the binding by one whose condition holds, or by one without a condition.";
    case "leave-host-network":
      return `Take hostNetwork off ${remedy.params.pod}.`;
    case "allow-metadata-egress":
      return "Let pods out to the metadata server in a network policy.";
    case "wait-for-propagation":
      return `Wait until ${clockTime(remedy.params.until)}, then prove it with a probe pod.`;
    case "wait-for-metadata-server":
      return "Let the pod wait at its start until the metadata server answers.";
    case "correct-operator":
      return `Correct the operator in line ${remedy.params.line} of the DAG.`;
    case "use-composer-namespace":
      return "Run the pod in composer-user-workloads, as the service account default.";
    case "use-internal-endpoint":
      return `Let the operator in line ${remedy.params.line} use the private endpoint or the DNS endpoint.`;
    case "allow-event-reading":
      return "Let the operator's account list events in the namespace.";
    case "authorize-in-composer":
      return "Add your network to the list that Composer keeps.";
    case "prove-with-a-pod":
      return "Run a probe pod: it shows what is true now.";
    case undefined:
      return withoutRemedy[title] ?? withoutRemedy[cause] ?? "Show the evidence to whoever runs the cluster.";
  }
}

const withoutRemedy: Readonly<Record<string, string>> = {
  "composer-environment-missing": "Choose one of the environments that are there, or enable Composer's API.",
  "cluster-missing": "Choose one of the clusters that are there.",
  "namespace-missing":
    "See why Composer's namespace is missing: the environment is not ready, or this is not its cluster.",
  "The namespace is being deleted": "Wait until the namespace is gone, then make it again.",
  "service-account-missing":
    "See why Composer's service account is missing: the environment is not ready, or this is not its cluster.",
  "operator-config-file-missing": "Set config_file of the operator, and paste the DAG to see where.",
  "operator-default-namespace": "Set namespace of the operator, and paste the DAG to see where.",
  "operator-pods-forbidden":
    "Have somebody grant roles/container.developer on the cluster's project to the account in the error.",
  "composer-run-blocked": "Run the command from inside the environment's network.",
  "target-role-missing": "Grant the account what the API refused, on the resource that it named.",
  "metadata-egress-blocked": "Let pods out to the metadata server in a network policy.",
};

/** In place of a probe pod, which cannot run in Composer 3. */
export const askTask = "Let a task of the environment say as whom it runs: nobody can look into Composer 3's cluster.";

/** In place of looking by a pod. */
const elsewhere: Readonly<Partial<Record<WorkloadFactName, string>>> = {
  environment: askTask,
  roles:
    "See whether the role comes from a folder, the organisation, a group or a broader role; if not, have it granted.",
  proof: "Run a probe pod again: what the last one saw may have been mended since.",
  environmentAccount: "See as which service account the environment runs: Composer's API does not name it.",
};

/** What to add or to mend so that the next run can decide. */
export function stepToDecide({ missing: [missing] }: Finding): string {
  if (!missing) return "Run again, and report it if the same comes back.";
  if (missing.detail.includes("does not reach the control plane")) {
    return "Diagnose the way from this server to the cluster's control plane.";
  }
  switch (missing.reason) {
    case "permission-denied":
      return `Give Drawbridge what is missing (${missing.detail}), then run again.`;
    case "unauthenticated":
      return "Renew Drawbridge's own login, then run again.";
    case "rate-limited":
    case "timed-out":
    case "unavailable":
      return "Run again in a moment.";
    case "not-observable":
      return elsewhere[missing.fact] ?? "Run a probe pod: it shows what cannot be read.";
    default:
      return `Find out what is missing (${missing.detail}), then run again.`;
  }
}
