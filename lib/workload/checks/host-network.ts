import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";
import { seenAsNode } from "./given/node-identity";
import type { Evidence } from "./outcome";

/** Catalogue item 60. GKE's metadata server does not serve pods on the host's network. */
export const hostNetwork = defineCheck({
  meta: {
    id: "host-network",
    hop: "metadata-server",
    title: "The pod has a network of its own",
    failureTitle: "The pod is on the host's network",
    why: "Such a pod reaches the node's own metadata server, and gets the node's account whatever is bound.",
    learnMoreUrl: learnMore.concept,
    dependsOn: ["workload-pool-missing"],
  },
  needs: ["request", "cluster", "pods", "errorText"],
  wants: ["proof"],

  run({ request, cluster, pods: { pods }, errorText }, { proof }) {
    if (pods.length === 0)
      return { status: "not-applicable", summary: "No pod under this service account is there to look at." };
    const onHost = pods.filter((pod) => pod.hostNetwork);
    const [first] = onHost;
    const count = `${pods.length} ${pods.length === 1 ? "pod" : "pods"}`;
    if (!first) {
      const evidence: Evidence = {
        fact: "pods",
        label: "Pods on the host's network",
        observed: `0 of ${count}`,
        field: "spec.hostNetwork",
      };
      return { status: "pass", summary: `None of ${count} is on the host's network.`, evidence: [evidence] };
    }
    const names = onHost
      .map(({ name }) => name)
      .slice(0, 5)
      .join(", ");
    const evidence: Evidence = {
      fact: "pods",
      label: "Pods on the host's network",
      observed: `${names} (${onHost.length} of ${count})`,
      field: "spec.hostNetwork",
    };
    const remedies = [{ id: "leave-host-network", params: { pod: first.name } }] as const;
    const asNode = seenAsNode({ request, cluster, errorText }, proof);
    if (asNode.length === 0 && proof === undefined) return { status: "waiting" };
    if (onHost.length === pods.length) {
      return {
        status: "fail",
        summary: `${first.name} runs with hostNetwork: true.`,
        evidence: [evidence, ...asNode],
        remedies,
        // The pod that is meant need not be one of those that are there.
        ...(asNode.length > 0 ? {} : { certainty: "likely" }),
      };
    }
    return {
      status: "fail",
      title: "Some pods are on the host's network",
      summary: `${onHost.length} of ${count} run with hostNetwork: true: ${names}. The others do not.`,
      evidence: [evidence, ...asNode],
      remedies,
      certainty: "likely",
      ...(asNode.length > 0 ? {} : { severity: "advisory" }),
    };
  },
});
