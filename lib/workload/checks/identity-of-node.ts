import { mayHoldStill, proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import { defineCheck } from "./define-check";
import { mayBeMended } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import { seenAsNode } from "./given/node-identity";
import type { Evidence } from "./outcome";

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
    const standing = proofStanding(proof, request, cluster, []);
    if (seen.fact === "proof" && standing.kind === "node" && !mayHoldStill(proof, standing.proof)) {
      return mayBeMended(standing.proof);
    }
    const { mode, nodePools } = cluster.view;
    const off = mode === "autopilot" ? [] : nodePools.filter(({ metadata }) => metadata !== "gke");
    const names = off.map(({ name }) => name).join(", ");
    const pools: readonly Evidence[] =
      off.length === 0
        ? []
        : [{ fact: "cluster", label: "Metadata of the node pools", observed: `${names}: not GKE_METADATA` }];
    const summary = `The pod was seen as ${seen.observed.split(",")[0]}`;
    return {
      status: "fail",
      summary:
        off.length === 0
          ? `${summary}, although nothing in the cluster's settings says so.`
          : `${summary}, as on the node pools without GKE's metadata server: ${names}.`,
      evidence: [seen, ...more, ...pools],
      remedies: [{ id: "prove-with-a-pod", params: {} }],
      certainty: "likely",
    };
  },
});
