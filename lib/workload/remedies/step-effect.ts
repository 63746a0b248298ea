import type { FieldChange, Risk } from "@/lib/engine/plan";
import { impersonationAnnotation, impersonationRole } from "@/lib/workload/facts/derive/member";
import type { WorkloadStep } from "./steps";

const modes = { gke: "GKE_METADATA", gce: "GCE_METADATA", unspecified: null } as const;

/** The field that a step changes. */
export function stepChange(step: WorkloadStep): FieldChange {
  switch (step.kind) {
    case "create-namespace":
      return { field: `Namespace ${step.namespace}`, before: null, after: "exists" };
    case "delete-namespace":
      return { field: `Namespace ${step.namespace}`, before: "exists", after: null };
    case "create-service-account":
      return { field: accountField(step), before: null, after: "exists" };
    case "delete-service-account":
      return { field: accountField(step), before: "exists", after: null };
    case "annotate": {
      const field = `${accountField(step)} metadata.annotations["${impersonationAnnotation}"]`;
      return { field, before: step.before, after: step.after };
    }
    case "add-binding":
      return { field: membersField(step), before: null, after: step.member };
    case "remove-binding":
      return { field: membersField(step), before: step.member, after: null };
    case "enable-workload-identity":
      return { field: poolField, before: null, after: step.workloadPool };
    case "disable-workload-identity":
      return { field: poolField, before: step.workloadPool, after: null };
    case "set-node-metadata": {
      const field = `NodePool ${step.nodePool} config.workloadMetadataConfig.mode`;
      return { field, before: modes[step.before], after: modes[step.after] };
    }
  }
}

const poolField = "workloadIdentityConfig.workloadPool";

/** What a step can do wrong. */
function stepRisk(step: WorkloadStep): Risk {
  switch (step.kind) {
    case "create-namespace":
    case "create-service-account":
      return "safe";
    case "annotate":
      // From then on pods act as that account.
      return step.before === null ? "widens-access" : "disruptive";
    case "add-binding":
      return "widens-access";
    case "remove-binding":
    case "enable-workload-identity":
    case "disable-workload-identity":
    case "delete-service-account":
      return "disruptive";
    case "set-node-metadata":
    case "delete-namespace":
      return "dangerous";
  }
}

const risks: readonly Risk[] = ["none", "safe", "widens-access", "disruptive", "dangerous"];

/** The greatest risk among the steps. */
export function riskOf(steps: readonly WorkloadStep[]): Risk {
  const greatest = Math.max(0, ...steps.map((step) => risks.indexOf(stepRisk(step))));
  return risks[greatest] ?? "dangerous";
}

/** What is looked for in a namespace before it is deleted. */
const contentKinds = [
  ...["pods", "persistentVolumeClaims", "secrets", "configMaps", "serviceAccounts", "services", "deployments"],
  ...["replicationControllers", "replicaSets", "statefulSets", "daemonSets", "jobs", "cronJobs", "networkPolicies"],
  ...["ingresses", "roles", "roleBindings", "horizontalPodAutoscalers", "podDisruptionBudgets", "resourceQuotas"],
  "limitRanges",
];

/** IAM permissions that a step needs; those of Kubernetes can also come from a role binding. */
export function stepPermissions(step: WorkloadStep): readonly string[] {
  switch (step.kind) {
    case "create-namespace":
      return ["container.namespaces.get", "container.namespaces.create"];
    case "create-service-account":
      return ["container.serviceAccounts.get", "container.serviceAccounts.create"];
    case "annotate":
      return ["container.serviceAccounts.get", "container.serviceAccounts.update"];
    case "add-binding":
    case "remove-binding":
      return ["iam.serviceAccounts.getIamPolicy", "iam.serviceAccounts.setIamPolicy"];
    case "enable-workload-identity":
    case "disable-workload-identity":
    case "set-node-metadata":
      return ["container.clusters.get", "container.clusters.update", "container.operations.get"];
    case "delete-namespace":
      return [
        "container.namespaces.get",
        "container.namespaces.delete",
        ...contentKinds.map((kind) => `container.${kind}.list`),
      ];
    case "delete-service-account":
      return ["container.serviceAccounts.get", "container.pods.list", "container.serviceAccounts.delete"];
  }
}

function accountField({ namespace, serviceAccount }: { readonly namespace: string; readonly serviceAccount: string }) {
  return `ServiceAccount ${namespace}/${serviceAccount}`;
}

function membersField({ googleServiceAccount }: { readonly googleServiceAccount: string }) {
  return `IAM policy of ${googleServiceAccount} ${impersonationRole} members`;
}
