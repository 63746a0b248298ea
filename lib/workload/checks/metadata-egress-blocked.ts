import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { metadataEgress } from "@/lib/workload/facts/derive/metadata-egress";
import { podsEgress } from "@/lib/workload/facts/derive/pods-egress";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { defineCheck } from "./define-check";
import { textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/** Catalogue item 64. A policy for egress keeps pods from the metadata server as well, unless it lets them through. */
export const metadataEgressBlocked = defineCheck({
  meta: {
    id: "metadata-egress-blocked",
    hop: "metadata-server",
    title: "Network policies let pods reach the metadata server",
    failureTitle: "A network policy keeps pods from the metadata server",
    why: "The pod asks the metadata server for its token over the network, and the packets are dropped.",
    learnMoreUrl: learnMore.networkPolicy,
    dependsOn: ["workload-pool-missing"],
  },
  needs: ["cluster", "pods", "networkPolicies", "errorText"],

  run({ cluster, pods, networkPolicies, errorText }) {
    if (cluster.outcome !== "found") return { status: "not-applicable", summary: "There is no cluster to look at." };
    const standing = podsEgress(networkPolicies, cluster.view, pods);
    if (standing.kind === "not-enforced") {
      return {
        status: "pass",
        summary: "The cluster does not enforce network policies.",
        evidence: [{ fact: "cluster", label: "Network policies", observed: "not enforced" }],
      };
    }
    const all = networkPolicies.policies;
    if (standing.kind === "open") {
      const observed = all.length === 0 ? "none" : all.map(({ name }) => name).join(", ");
      return {
        status: "pass",
        summary: all.length === 0 ? "The namespace has no network policies." : "No network policy is in the way.",
        evidence: [{ fact: "networkPolicies", label: "Network policies", observed }],
      };
    }
    const { policies, needs } = standing;
    const names = policies.join(", ");
    const where = `${needs.address}:${needs.port}`;
    const text = textThatSays(errorText, "metadata-unreachable");
    const silent = errorSays(errorText, "metadata-unreachable");
    if (standing.kind === "by-labels" && standing.everyPod && !silent) {
      const detail = `the labels of the pod, which decide whether ${names} lets it reach ${where}`;
      const summary = `Whether the network policies (${names}) let the pod reach ${where} depends on its labels, and no pod is there to look at.`;
      return { status: "unknown", summary, missing: [{ fact: "pods", reason: "not-observable", detail }] };
    }
    const evidence: Evidence = {
      fact: "networkPolicies",
      label: "Without egress to the metadata server",
      observed: names,
      field: "spec.egress",
    };
    const remedies = policies
      .slice(0, 1)
      .map((policy) => ({ id: "allow-metadata-egress", params: { policy } }) as const);
    if (standing.kind === "blocked") {
      const whateverLabels = metadataEgress(all, cluster.view, undefined).kind === "blocked";
      const selected = whateverLabels ? [] : labelled(pods);
      return {
        status: "fail",
        summary: `${names} lets no packet of the pod out to ${where}.`,
        evidence: [evidence, ...selected, ...text],
        remedies,
        // Where labels decide, the pod that is meant may have others than those that are there.
        ...(silent || selected.length === 0 ? {} : { certainty: "likely" }),
      };
    }
    return {
      status: "fail",
      title: "A network policy keeps some pods from the metadata server",
      summary:
        standing.kind === "some"
          ? `${names} lets no packet of some of the pods out to ${where}.`
          : `${names} lets no packet out to ${where} of pods with the labels that it selects; no pod is there to look at.`,
      evidence: [evidence, ...text],
      remedies,
      certainty: "likely",
      ...(silent ? {} : { severity: "advisory" }),
    };
  },
});

/** A policy that selects by labels was held against these pods: what another pod saw does not speak against it. */
function labelled({ pods }: WorkloadFactValues["pods"]): readonly Evidence[] {
  const names = pods.filter(({ hostNetwork }) => !hostNetwork).map(({ name }) => name);
  return [{ fact: "pods", label: "Pods that are selected", observed: names.slice(0, 5).join(", ") }];
}
