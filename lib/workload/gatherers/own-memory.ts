import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

const source = "Drawbridge's own record";

/** What Drawbridge did itself, and what it saw by a pod. */
export function ownMemoryGatherers({ recentBindings, latestProof }: WorkloadSurroundings) {
  const bindings = defineGatherer({
    fact: "recentBindings",
    source,
    deadlineMs: 3_000,
    prepare: () => ({
      async gather(): Promise<Gathered<"recentBindings">> {
        return { known: { bindings: await recentBindings() } };
      },
    }),
  });
  const proof = defineGatherer({
    fact: "proof",
    source,
    deadlineMs: 3_000,
    prepare: (snapshot) =>
      buildingOn(snapshot, ["request", "cluster"], ({ request, cluster }): Preparation<"proof"> => {
        if (cluster.outcome !== "found") return { known: { proof: null } };
        const { name } = cluster.view;
        return {
          async gather(): Promise<Gathered<"proof">> {
            return { known: { proof: await latestProof(name, request.namespace, request.serviceAccount) } };
          },
        };
      }),
  });
  return [bindings, proof];
}
