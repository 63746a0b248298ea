import { formatClusterName } from "@/lib/core/cluster-name";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** The cluster that was asked about, or that the environment names, must be there. */
export const clusterMissing = defineCheck({
  meta: {
    id: "cluster-missing",
    hop: "workload-pool",
    title: "The cluster is there",
    failureTitle: "There is no such cluster",
    why: "Pods, service accounts and the workload pool are all the cluster's.",
    learnMoreUrl: learnMore.concept,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["request", "cluster"],

  run({ request, cluster }) {
    if (cluster.outcome === "tenant")
      return { status: "not-applicable", summary: "Composer 3 keeps its cluster to itself." };
    if (cluster.outcome === "found") {
      const { name, status } = cluster.view;
      return {
        status: "pass",
        summary: `${name.cluster} is ${status}.`,
        evidence: [{ fact: "cluster", label: "Status", observed: status, field: "status" }],
      };
    }
    const asked =
      request.target.kind === "cluster" ? formatClusterName(request.target.cluster) : "the environment's cluster";
    return {
      status: "fail",
      summary: `GKE does not know ${asked}.`,
      evidence: [{ fact: "cluster", label: "GKE's answer", observed: cluster.message }],
      remedies: [],
    };
  },
});
