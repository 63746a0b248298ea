import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";
import { type MetadataEgress, metadataEgress } from "./metadata-egress";

/** For all pods of the service account together; `some`: only some of them are kept from the metadata server. */
export type PodsEgress =
  | MetadataEgress
  | (Omit<Extract<MetadataEgress, { kind: "blocked" }>, "kind"> & { readonly kind: "some" });

/** Pods on the host's network have no policies; without any pod, their labels are not known. */
export function podsEgress(
  { policies }: WorkloadFactValues["networkPolicies"],
  cluster: WorkloadClusterView,
  { pods }: WorkloadFactValues["pods"],
): PodsEgress {
  const guarded = pods.filter(({ hostNetwork }) => !hostNetwork);
  if (guarded.length === 0) return metadataEgress(policies, cluster, undefined);
  const standings = guarded.map(({ labels }) => metadataEgress(policies, cluster, labels));
  const blocked = standings.flatMap((standing) => (standing.kind === "blocked" ? [standing] : []));
  const [first] = blocked;
  if (!first) return standings[0] ?? { kind: "open" };
  const names = [...new Set(blocked.flatMap((standing) => standing.policies))];
  return { ...first, policies: names, kind: blocked.length === standings.length ? "blocked" : "some" };
}
