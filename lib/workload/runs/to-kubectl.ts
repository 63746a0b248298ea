import type { ClusterName } from "@/lib/core/cluster-name";
import type { PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import { shellQuote } from "@/lib/kubernetes/shell-quote";

/**
 * The same pod by kubectl, as text to paste: it is created, its end waited for, its log shown, and it is deleted.
 * `context` is that of the person's own kubeconfig, where it is known.
 */
export function toKubectl(namespace: string, manifest: PodManifest, context?: string): string {
  const { name } = manifest.metadata;
  const kubectl = kubectlIn(namespace, context);
  const pod = JSON.stringify({ apiVersion: "v1", kind: "Pod", ...manifest }, undefined, 2);
  return [
    `${kubectl} create -f - <<'EOF'`,
    pod,
    "EOF",
    // Not `{.status.phase}=Succeeded`: a pod that fails would be waited for until its deadline.
    `${kubectl} wait pod/${name} --for=jsonpath='{.status.containerStatuses[0].state.terminated}' --timeout=${manifest.spec.activeDeadlineSeconds}s`,
    `${kubectl} logs ${name}`,
    `${kubectl} delete pod ${name}`,
  ].join("\n");
}

/** The command that deletes one pod, where a person's kubeconfig is as `gcloud container clusters get-credentials` writes it. */
export function deletePodByKubectl(
  { project, location, cluster }: ClusterName,
  namespace: string,
  name: string,
): string {
  return `${kubectlIn(namespace, `gke_${project}_${location}_${cluster}`)} delete pod ${shellQuote(name)}`;
}

function kubectlIn(namespace: string, context: string | undefined): string {
  return [
    "kubectl",
    ...(context === undefined ? [] : ["--context", shellQuote(context)]),
    ...["--namespace", shellQuote(namespace)],
  ].join(" ");
}
