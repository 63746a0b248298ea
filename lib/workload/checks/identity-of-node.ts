import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";
import { seenAsNode } from "./given/node-identity";

/** The pod was seen with its node's account, for whatever reason. What explains it is looked at first. */
export const identityOfNode = defineCheck({
  meta: {
    id: "identity-of-node",
    hop: "metadata-server",
    title: "The pod was not seen with its node's account",
    failureTitle: "The pod has its node's account",
    why: "Something keeps the pod from GKE's metadata server: its node's settings, the host's network, or it runs elsewhere.",
    learnMoreUrl: learnMore.troubleshooting,
    dependsOn: ["workload-pool-missing", "metadata-server-off", "host-network", "operator-default-namespace"],
  },
  needs: ["request", "cluster", "errorText"],
  wants: ["proof"],

  run({ request, cluster, errorText }, { proof }) {
    const [seen, ...more] = seenAsNode({ request, cluster, errorText }, proof);
    if (!seen && proof === undefined) return { status: "waiting" };
    if (!seen) return { status: "not-applicable", summary: "Nobody saw the pod with its node's account." };
    if (cluster.outcome !== "found") {
      return { status: "not-applicable", summary: "The cluster's nodes cannot be looked at." };
    }
    return {
      status: "fail",
      summary: `The pod was seen as ${seen.observed.split(",")[0]}, although nothing in the cluster's settings says so.`,
      evidence: [seen, ...more],
      remedies: [{ id: "prove-with-a-pod", params: {} }],
      certainty: "likely",
    };
  },
});
