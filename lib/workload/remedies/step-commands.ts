import type { ClusterName } from "@/lib/core/cluster-name";
import type { PlanCommands } from "@/lib/engine/plan";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command } from "@/lib/kubernetes/shell-quote";
import { impersonationAnnotation, impersonationRole } from "@/lib/workload/facts/derive/member";
import { accountResource, projectOfAccount } from "./step-request";
import type { WorkloadStep } from "./steps";

/** The steps as text to copy, in their order; a tool that none of them is for is null. */
export function commandsOf(steps: readonly WorkloadStep[], cluster: ClusterName): PlanCommands {
  return {
    gcloud: joined(steps.map((step) => gcloudOf(step, cluster))),
    kubectl: joined(steps.map(kubectlOf)),
    terraform: joined(
      steps.map((step) => terraformOf(step, steps)),
      "\n\n",
    ),
  };
}

function joined(texts: readonly (string | null)[], separator = "\n"): string | null {
  return texts.filter((text) => text !== null).join(separator) || null;
}

function gcloudOf(step: WorkloadStep, { project, location, cluster }: ClusterName): string | null {
  const place = ["--location", location, "--project", project];
  const updateCluster = (flag: string) =>
    command(["gcloud", "container", "clusters", "update", cluster, ...place, flag]);
  switch (step.kind) {
    case "add-binding":
      return policyCommand("add-iam-policy-binding", step);
    case "remove-binding":
      return policyCommand("remove-iam-policy-binding", step);
    case "enable-workload-identity":
      return updateCluster(`--workload-pool=${step.workloadPool}`);
    case "disable-workload-identity":
      return updateCluster("--disable-workload-identity");
    case "set-node-metadata": {
      const mode = step.after === "gke" ? "GKE_METADATA" : "GCE_METADATA";
      const words = ["gcloud", "container", "node-pools", "update", step.nodePool, "--cluster", cluster, ...place];
      return command([...words, `--workload-metadata=${mode}`]);
    }
    default:
      return null;
  }
}

/** With `--condition=None`: without it gcloud asks, or refuses where nobody can answer, once any binding has a condition. */
function policyCommand(
  verb: string,
  { googleServiceAccount, member }: { readonly googleServiceAccount: string; readonly member: string },
): string {
  const project = projectOfAccount(googleServiceAccount);
  return command([
    ...["gcloud", "iam", "service-accounts", verb, googleServiceAccount],
    ...(project === undefined ? [] : ["--project", project]),
    ...["--role", impersonationRole, "--member", member, "--condition=None"],
  ]);
}

function kubectlOf(step: WorkloadStep): string | null {
  switch (step.kind) {
    case "create-namespace":
      return command(["kubectl", "create", "namespace", step.namespace]);
    case "create-service-account":
      return command(["kubectl", "create", "serviceaccount", step.serviceAccount, `--namespace=${step.namespace}`]);
    case "annotate": {
      const words = ["kubectl", "annotate", "serviceaccount", step.serviceAccount, `--namespace=${step.namespace}`];
      return step.after === null
        ? command([...words, `${impersonationAnnotation}-`])
        : command([...words, `${impersonationAnnotation}=${step.after}`, "--overwrite"]);
    }
    case "delete-namespace":
      return command(["kubectl", "delete", "namespace", step.namespace]);
    case "delete-service-account":
      return command(["kubectl", "delete", "serviceaccount", step.serviceAccount, `--namespace=${step.namespace}`]);
    default:
      return null;
  }
}

/** What is put into the code; null for what is taken out of it. */
function terraformOf(step: WorkloadStep, steps: readonly WorkloadStep[]): string | null {
  switch (step.kind) {
    case "create-namespace":
      return block(
        ["kubernetes_namespace_v1", labelOf(step.namespace)],
        ["metadata {", `  name = ${hclString(step.namespace)}`, "}"],
      );
    case "create-service-account": {
      const annotation = steps.find((other) => other.kind === "annotate" && sameAccount(other, step));
      const after = annotation?.kind === "annotate" ? annotation.after : null;
      const annotations = after === null ? [] : ["  annotations = {", `    ${annotated(after)}`, "  }"];
      return block(
        ["kubernetes_service_account_v1", labelOf(step.namespace, step.serviceAccount)],
        [
          "metadata {",
          `  name      = ${hclString(step.serviceAccount)}`,
          `  namespace = ${hclString(step.namespace)}`,
          ...annotations,
          "}",
        ],
      );
    }
    case "annotate": {
      const created = steps.some((other) => other.kind === "create-service-account" && sameAccount(other, step));
      if (created || step.after === null) return null;
      return block(
        ["kubernetes_annotations", labelOf(step.namespace, step.serviceAccount)],
        [
          'api_version = "v1"',
          'kind        = "ServiceAccount"',
          "metadata {",
          `  name      = ${hclString(step.serviceAccount)}`,
          `  namespace = ${hclString(step.namespace)}`,
          "}",
          "annotations = {",
          `  ${annotated(step.after)}`,
          "}",
          // Terraform takes a field that another manager owns only when it is told to.
          ...(step.before === null ? [] : ["force = true"]),
        ],
      );
    }
    case "add-binding":
      return block(
        ["google_service_account_iam_member", labelOf(step.googleServiceAccount.split("@")[0] ?? "")],
        [
          `service_account_id = ${hclString(accountResource(step.googleServiceAccount))}`,
          `role               = ${hclString(impersonationRole)}`,
          `member             = ${hclString(step.member)}`,
        ],
      );
    case "enable-workload-identity":
      return [
        "# in google_container_cluster",
        "workload_identity_config {",
        `  workload_pool = ${hclString(step.workloadPool)}`,
        "}",
      ].join("\n");
    case "set-node-metadata": {
      const mode = step.after === "gke" ? "GKE_METADATA" : "GCE_METADATA";
      return [
        `# in google_container_node_pool ${step.nodePool}, node_config`,
        "workload_metadata_config {",
        `  mode = "${mode}"`,
        "}",
      ].join("\n");
    }
    default:
      return null;
  }
}

function block([type, label]: readonly [string, string], lines: readonly string[]): string {
  return [`resource "${type}" "${label}" {`, ...lines.map((line) => `  ${line}`), "}"].join("\n");
}

function annotated(email: string): string {
  return `${hclString(impersonationAnnotation)} = ${hclString(email)}`;
}

/** A name that Terraform takes: letters, digits and _, not a digit first. */
export function labelOf(...parts: readonly string[]): string {
  return parts
    .join("_")
    .replace(/[^A-Za-z0-9_]/g, "_")
    .replace(/^(?=\d)/, "_");
}

function sameAccount(
  one: { readonly namespace: string; readonly serviceAccount: string },
  other: { readonly namespace: string; readonly serviceAccount: string },
): boolean {
  return one.namespace === other.namespace && one.serviceAccount === other.serviceAccount;
}
