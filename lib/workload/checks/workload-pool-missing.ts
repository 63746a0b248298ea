import { poolOf } from "@/lib/workload/facts/derive/identity";
import { defineCheck } from "./define-check";
import { textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";

const field = "workloadIdentityConfig.workloadPool";

/** Catalogue item 59. Without a workload pool pods have no identity of their own. */
export const workloadPoolMissing = defineCheck({
  meta: {
    id: "workload-pool-missing",
    hop: "workload-pool",
    title: "Workload Identity is on",
    failureTitle: "Workload Identity is off",
    why: "A cluster without a workload pool knows no principals for its pods: they all have the node's account.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["composer-environment-missing", "cluster-missing"],
  },
  needs: ["request", "cluster", "errorText"],

  run({ request, cluster, errorText }) {
    if (cluster.outcome !== "found") {
      return { status: "not-applicable", summary: "There is no cluster to look at." };
    }
    const { workloadPool, mode, name } = cluster.view;
    if (workloadPool !== null) {
      const evidence = [{ fact: "cluster", label: "Workload pool", observed: workloadPool, field } as const];
      return { status: "pass", summary: `Pods of ${name.cluster} belong to ${workloadPool}.`, evidence };
    }
    if (mode === "autopilot") {
      return { status: "not-applicable", summary: "Autopilot always has Workload Identity; its pool is not told." };
    }
    return {
      status: "fail",
      summary: `${name.cluster} has no workload pool; it would be ${poolOf(request, cluster)}.`,
      evidence: [
        { fact: "cluster", label: "Workload pool", observed: "none", field },
        ...textThatSays(errorText, "identity-pool-missing"),
      ],
      remedies: [{ id: "enable-workload-identity", params: {} }],
    };
  },
});
