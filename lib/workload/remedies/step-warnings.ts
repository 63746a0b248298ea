import type { ClusterName } from "@/lib/core/cluster-name";
import type { StepKind, WorkloadStep } from "./steps";

type Ground = {
  readonly cluster: { readonly name: ClusterName; readonly labels: Readonly<Record<string, string>> };
  readonly composer?: boolean;
};

/** What to know before these steps are made on this cluster. */
export function warningsOf(steps: readonly WorkloadStep[], ground: Ground): readonly string[] {
  const warnings = [...steps.flatMap((step) => ofStep(step)), ...ofCluster(steps, ground)];
  return [...new Set(warnings)];
}

function ofStep(step: WorkloadStep): readonly string[] {
  switch (step.kind) {
    case "create-namespace":
      return [
        `${step.namespace} comes without labels, quotas or network policies: where Terraform, Helm or GitOps make namespaces, make it there.`,
      ];
    case "create-service-account":
      return [];
    case "annotate":
      return annotationWarnings(step);
    case "add-binding":
      return [
        `The same namespace and name in every other cluster of the pool is the same principal: pods under ${inBrackets(step.member)} can act as ${step.googleServiceAccount} there, too.`,
        "IAM usually takes 2 minutes until it is in force, and can take 7.",
        "Where google_service_account_iam_binding or google_service_account_iam_policy of Terraform manages this account, the next apply removes the member: put it there. google_service_account_iam_member leaves others alone.",
      ];
    case "remove-binding":
      return [
        `Pods under ${inBrackets(step.member)} cannot act as ${step.googleServiceAccount} any more, in this cluster and in every other one of its project: they share one pool. A token that they have works on for up to an hour.`,
      ];
    case "enable-workload-identity":
      return [
        "Node pools that are there stay as they are: their pods keep the nodes' account until the pool gets GKE's metadata server. That recreates its nodes, so it is not a part of this plan.",
        "Node pools that are made from now on get GKE's metadata server: their pods have the nodes' account no more.",
        "It is an operation of the cluster: other updates wait until it has ended, usually some minutes.",
      ];
    case "disable-workload-identity":
      return ["Every pod of the cluster that acts as a Google service account stops being able to."];
    case "set-node-metadata":
      return [
        `All nodes of ${step.nodePool} are recreated, some at a time: every pod on them is evicted, within its disruption budget.`,
        step.after === "gke"
          ? "Pods that use the nodes' account lose it: each needs a Kubernetes service account with roles of its own."
          : "Pods that act as a Google service account through GKE's metadata server get the nodes' account instead.",
      ];
    case "delete-namespace":
      return [
        `It is refused while objects of others are in ${step.namespace}, or where they cannot be seen. Objects of kinds that Kubernetes does not have itself are not looked for, and go with it.`,
      ];
    case "delete-service-account":
      return [
        `It is refused while pods run under ${step.namespace}/${step.serviceAccount}. What starts pods under it at times, such as a DAG or a CronJob, fails from then on.`,
      ];
  }
}

function annotationWarnings({
  namespace,
  serviceAccount,
  before,
  after,
}: Extract<WorkloadStep, { kind: "annotate" }>): readonly string[] {
  const account = `${namespace}/${serviceAccount}`;
  const managed = `Where Helm or Terraform manages ${account}, set the annotation there: the next release or apply takes it back.`;
  if (before !== null) {
    const becomes = after === null ? "act as themselves, without a Google service account" : `act as ${after}`;
    return [`Every pod under ${account} stops acting as ${before} and is to ${becomes}.`, managed];
  }
  return [
    `Pods under ${account} act as ${after} from then on: roles that were granted to the Kubernetes service account itself do not count for them any more.`,
    managed,
  ];
}

function ofCluster(steps: readonly WorkloadStep[], { cluster, composer }: Ground): readonly string[] {
  const { name, labels } = cluster;
  const updates = steps.filter(({ kind }) => clusterKinds.has(kind));
  const inside = steps.some(({ kind }) => !clusterKinds.has(kind) && !kind.endsWith("binding"));
  const ofComposer = composer || Object.keys(labels).some((key) => key.startsWith("goog-composer-"));
  return [
    ...(updates.length > 0 && ofComposer
      ? [
          "Cloud Composer owns this cluster and may set it back: its own environments have Workload Identity on already.",
        ]
      : []),
    ...(updates.length > 0 && labels["goog-terraform-provisioned"] === "true"
      ? [
          "This cluster is managed by Terraform (label goog-terraform-provisioned): the next apply undoes the change. Put the block shown under Terraform into the code.",
        ]
      : []),
    ...(inside ? [`The kubectl commands need a kubeconfig for ${name.cluster}.`] : []),
  ];
}

const clusterKinds: ReadonlySet<StepKind> = new Set([
  "enable-workload-identity",
  "disable-workload-identity",
  "set-node-metadata",
]);

/** `dbt/runner` of `serviceAccount:pool[dbt/runner]`. */
function inBrackets(member: string): string {
  return /\[(.*)\]$/.exec(member)?.[1] ?? member;
}
