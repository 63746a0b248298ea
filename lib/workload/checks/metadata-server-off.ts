import { podsOnPools } from "@/lib/workload/facts/derive/pods-on-pools";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";
import { seenAsNode } from "./given/node-identity";
import type { Evidence } from "./outcome";

/** Catalogue item 58. Each node pool says for itself whether its pods see GKE's metadata server or the node's. */
export const metadataServerOff = defineCheck({
  meta: {
    id: "metadata-server-off",
    hop: "metadata-server",
    title: "The nodes have GKE's metadata server",
    failureTitle: "The nodes have no GKE metadata server",
    why: "On such a node a pod asks Compute Engine's metadata server, and gets the node's own account.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["workload-pool-missing"],
  },
  needs: ["request", "cluster", "errorText"],
  wants: ["pods", "proof"],

  run({ request, cluster, errorText }, { pods, proof }) {
    if (cluster.outcome !== "found") return { status: "not-applicable", summary: "There is no cluster to look at." };
    const { mode, nodePools, name } = cluster.view;
    if (mode === "autopilot") {
      return { status: "pass", summary: "Every node of Autopilot has GKE's metadata server.", evidence: [] };
    }
    if (nodePools.length === 0) {
      return {
        status: "not-applicable",
        summary: `${name.cluster} has no node pool; new ones get GKE's metadata server.`,
      };
    }
    const off = nodePools.filter(({ metadata }) => metadata !== "gke");
    const evidence: Evidence = {
      fact: "cluster",
      label: "Metadata of the node pools",
      observed: nodePools.map((pool) => `${pool.name}: ${modes[pool.metadata]}`).join(", "),
      field: "nodePools[].config.workloadMetadataConfig.mode",
    };
    const [first] = off;
    if (!first) {
      const all = nodePools.length === 1 ? "The node pool has" : `All ${nodePools.length} node pools have`;
      return { status: "pass", summary: `${all} GKE's metadata server.`, evidence: [evidence] };
    }
    const remedies = off.map((pool) => ({ id: "use-gke-metadata", params: { nodePool: pool.name } }) as const);
    const names = off.map((pool) => pool.name).join(", ");
    if (off.length === nodePools.length) {
      const summary = `${off.length === 1 ? `The only node pool, ${names}, is` : `All node pools (${names}) are`} without GKE's metadata server.`;
      const said = off.every(({ metadata }) => metadata === "gce");
      return { status: "fail", summary, evidence: [evidence], remedies, ...(said ? {} : { certainty: "likely" }) };
    }

    // Some are on: which of them the pod runs on decides.
    const asNode = seenAsNode({ request, cluster, errorText }, proof);
    if (asNode.length === 0 && (pods === undefined || proof === undefined)) return { status: "waiting" };
    const all = pods?.state === "known" ? pods.value.pods : [];
    const scheduled = all.filter(({ nodeName }) => nodeName !== null);
    const running = podsOnPools(scheduled, cluster.view);
    const there = running.filter(({ pool }) => off.some((candidate) => candidate.name === pool));
    const placed: readonly Evidence[] = there.map(({ pod, pool }) => ({
      fact: "pods",
      label: `Node pool of ${pod}`,
      observed: pool,
    }));
    const seen = asNode.length > 0 || (there.length > 0 && there.length === scheduled.length);
    return {
      status: "fail",
      title: "Some nodes have no GKE metadata server",
      summary: seen
        ? `The pod runs on a node without GKE's metadata server: ${names}.`
        : `${off.length} of ${nodePools.length} node pools are without GKE's metadata server: ${names}. A pod that is scheduled there has the node's account.`,
      evidence: [evidence, ...placed, ...asNode],
      remedies,
      certainty: "likely",
      ...(seen ? {} : { severity: "advisory" }),
    };
  },
});

const modes = { gke: "GKE_METADATA", gce: "GCE_METADATA", unspecified: "not set" } as const;
