import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { listLimit } from "@/lib/diagnosis/facts/derive/list-limit";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { canBeAggregated } from "./authorized-networks/can-be-aggregated";
import { callerEvidence, unlistedCaller } from "./authorized-networks/standing";
import { dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 34. The caller is not in the list and cannot be added: GKE said so, or the list is at the documented
 * limit. A list that is nearly full is advice.
 */
export const authorizedNetworksFull = defineCheck({
  meta: {
    id: "authorized-networks-full",
    hop: "authorized-networks",
    title: "The list of authorized networks has room",
    failureTitle: "The list of authorized networks is full",
    why: "GKE takes 50 entries where nodes are public and 100 where they are private, and refuses the next one.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "stale-server-address",
      "wrong-context",
      "public-endpoint-disabled",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
      "authorized-network-mistyped",
      "stale-authorized-network",
    ],
  },
  needs: ["cluster", "target", "errorText"],
  wants: ["caller", "googleRange"],

  run({ cluster, target, errorText }, wanted) {
    const { enabled, entries } = cluster.authorizedNetworks;
    const limit = listLimit(cluster);
    const nodes = cluster.privateNodes ? "private" : "public";
    const summary = `the list has ${entries.length} entries, and the limit for ${nodes} nodes is ${limit}.`;
    const count: Evidence = {
      fact: "cluster",
      label: "Entries",
      observed: `${entries.length} of ${limit}`,
      field: `${authorizedNetworksField}.cidrBlocks`,
    };

    const says = errorSays(errorText, "gcloud-too-many-networks");
    if (says === "certainly" || (says === "possibly" && entries.length >= limit)) {
      const error: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, "gcloud-too-many-networks"),
      };
      return {
        status: "fail",
        title: "GKE refused your update: the list is full",
        summary: `GKE refused your update for its number of entries: ${summary}`,
        evidence: [error, count],
        remedies: room(cluster),
        ...(says === "certainly" && entries.length >= limit ? {} : { certainty: "likely" as const }),
      };
    }

    if (target.kind === "dns" || !enabled) {
      return { status: "not-applicable", summary: "No list of authorized networks guards this connection." };
    }
    if (entries.length >= limit) {
      const standing = unlistedCaller({ cluster, target }, wanted);
      if ("caller" in standing) {
        return {
          status: "fail",
          certainty: "likely",
          summary: `${standing.caller.address} is not listed and cannot be added: ${summary}`,
          evidence: [callerEvidence(standing.caller), count],
          remedies: room(cluster),
        };
      }
      if (standing.status === "waiting") return standing;
    }
    if (entries.length * 10 >= limit * 9) {
      const advice = summary.charAt(0).toUpperCase() + summary.slice(1);
      return { status: "fail", severity: "advisory", summary: advice, evidence: [count], remedies: room(cluster) };
    }
    return { status: "pass", summary: `The list has ${entries.length} of ${limit} entries.`, evidence: [count] };
  },
});

function room(cluster: ClusterView): readonly RemedyRef[] {
  const { enabled, entries } = cluster.authorizedNetworks;
  const possible =
    enabled && cluster.endpoints.ipEnabled && whyNotUpdatable(cluster) === undefined && canBeAggregated(entries);
  return [...(possible ? [{ id: "aggregate-networks", params: {} } as const] : []), ...dnsEndpoint(cluster)];
}
