import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { podsEgress } from "@/lib/workload/facts/derive/pods-egress";
import { mayHoldStill, proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import { defineCheck } from "./define-check";
import { mayBeMended, proofEvidence, textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/** Catalogue item 63. In a pod's first seconds the metadata server may not answer yet. */
export const metadataServerRace = defineCheck({
  meta: {
    id: "metadata-server-race",
    hop: "metadata-server",
    title: "The metadata server answers when the pod asks",
    failureTitle: "The metadata server did not answer yet",
    why: "A new pod is on the network a few seconds before GKE's metadata server knows it: whoever asks only once, fails.",
    learnMoreUrl: learnMore.troubleshooting,
    dependsOn: ["workload-pool-missing", "metadata-server-off", "host-network", "metadata-egress-blocked"],
  },
  needs: ["request", "cluster", "errorText"],
  wants: ["pods", "networkPolicies", "proof"],

  run({ request, cluster, errorText }, { pods, networkPolicies, proof }) {
    const said = errorSays(errorText, "metadata-unreachable");
    if (!said && proof === undefined) return { status: "waiting" };
    const standing = proofStanding(proof, request, cluster, []);
    const silent: readonly Evidence[] =
      standing.kind === "silent" && standing.proof.tokenStatus === 0 ? [proofEvidence(standing.proof)] : [];
    const [seen, ...more] = [...textThatSays(errorText, "metadata-unreachable"), ...silent];
    if (!seen) return { status: "not-applicable", summary: "Nobody saw the metadata server silent." };
    if (cluster.outcome !== "found")
      return { status: "not-applicable", summary: "The cluster's network cannot be looked at." };
    if (pods === undefined || networkPolicies === undefined) return { status: "waiting" };
    const unread = [pods, networkPolicies].find(({ state }) => state === "unknown");
    if (pods.state === "unknown" || networkPolicies.state === "unknown") {
      const { reason, detail } =
        unread?.state === "unknown" ? unread : ({ reason: "unavailable", detail: "" } as const);
      const fact = pods.state === "unknown" ? "pods" : "networkPolicies";
      return {
        status: "unknown",
        summary: `Why the metadata server was silent could not be decided: ${detail}.`,
        missing: [{ fact, reason, detail }],
      };
    }
    const egress = podsEgress(networkPolicies.value, cluster.view, pods.value).kind;
    if (egress !== "open" && egress !== "not-enforced") {
      return { status: "not-applicable", summary: "Network policies explain why the metadata server was silent." };
    }
    if (!said && standing.kind === "silent" && !mayHoldStill(proof, standing.proof)) return mayBeMended(standing.proof);
    const restarted = pods.value.pods.filter(({ containers }) =>
      containers.some(({ restarts, state }) => restarts > 0 && state === "running"),
    );
    const recovered: readonly Evidence[] = restarted.slice(0, 3).map(({ name, containers }) => ({
      fact: "pods",
      label: `Restarts of ${name}`,
      observed: `${Math.max(...containers.map(({ restarts }) => restarts))}, and now it runs`,
    }));
    return {
      status: "fail",
      summary: `The metadata server did not answer the pod, and nothing is in the way${recovered.length > 0 ? ": after a restart it runs" : ""}.`,
      evidence: [seen, ...more, ...recovered],
      remedies: [{ id: "wait-for-metadata-server", params: {} }],
      certainty: "likely",
    };
  },
});
