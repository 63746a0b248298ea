import { cidrContains } from "@/lib/core/address";
import type { NetworkPolicyView } from "@/lib/kubernetes/api/views";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";
import { selects, selectsAll } from "./label-selector";

type Labels = Readonly<Record<string, string>>;
type Cluster = Pick<WorkloadClusterView, "mode" | "networkPolicy" | "dataplaneV2">;
type Target = { readonly address: string; readonly port: number };

/** Whether pods may send to the metadata server. `policies`: the names of those that stand in the way. */
export type MetadataEgress =
  | { readonly kind: "not-enforced" }
  | { readonly kind: "open" }
  | { readonly kind: "blocked"; readonly policies: readonly string[]; readonly needs: Target }
  /** It depends on the pod's labels, which are not known. `everyPod`: one without any would be kept from it. */
  | {
      readonly kind: "by-labels";
      readonly policies: readonly string[];
      readonly needs: Target;
      readonly everyPod: boolean;
    };

/**
 * Where packets to the metadata server go when a policy looks at them: with Dataplane V2 to 169.254.169.254:80, otherwise
 * they have been sent on to 169.254.169.252:988 (domain facts 6.1).
 */
export function metadataTarget({ mode, dataplaneV2 }: Cluster): Target {
  return mode === "autopilot" || dataplaneV2
    ? { address: "169.254.169.254", port: 80 }
    : { address: "169.254.169.252", port: 988 };
}

/** @param labels of one pod; undefined: there is none to look at */
export function metadataEgress(
  policies: readonly NetworkPolicyView[],
  cluster: Cluster,
  labels: Labels | undefined,
): MetadataEgress {
  if (!cluster.networkPolicy) return { kind: "not-enforced" };
  const needs = metadataTarget(cluster);
  const forEgress = policies.filter(({ policyTypes }) => policyTypes.includes("Egress"));
  const sure = forEgress.filter(({ podSelector }) => (labels ? selects(podSelector, labels) : selectsAll(podSelector)));
  const perhaps = labels ? [] : forEgress.filter(({ podSelector }) => !selectsAll(podSelector));
  const lets = (policy: NetworkPolicyView) => allows(policy, needs);
  const names = (those: readonly NetworkPolicyView[]) => those.map(({ name }) => name);

  if (sure.some(lets) || (sure.length === 0 && perhaps.length === 0)) return { kind: "open" };
  if (sure.length > 0 && !perhaps.some(lets)) return { kind: "blocked", policies: names(sure), needs };
  const standing = [...sure, ...perhaps.filter((policy) => !lets(policy))];
  // A pod that only an allowing policy selects gets through, and one that none selects too.
  return standing.length === 0
    ? { kind: "open" }
    : { kind: "by-labels", policies: names(standing), needs, everyPod: sure.length > 0 };
}

/** Peers by selector are pods: the metadata server is none. A named port is one of a pod's, too. */
function allows({ egress }: NetworkPolicyView, { address, port }: Target): boolean {
  return (egress ?? []).some(({ to, ports }) => {
    const toHere =
      to.length === 0 ||
      to.some(
        (peer) =>
          "cidr" in peer &&
          cidrContains(peer.cidr, address) &&
          !peer.except.some((except) => cidrContains(except, address)),
      );
    const onPort =
      ports.length === 0 ||
      ports.some(
        (entry) =>
          entry.protocol === "TCP" &&
          (entry.port === null ||
            (typeof entry.port === "number" && entry.port <= port && port <= (entry.endPort ?? entry.port))),
      );
    return toHere && onPort;
  });
}
