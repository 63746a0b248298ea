import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { canBeAggregated, listLimit } from "./authorized-networks/list-limit";
import { callerEvidence, unlessUnlisted } from "./authorized-networks/standing";
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
  needs: ["cluster", "target", "caller", "errorText"],
  wants: ["googleRange"],

  run({ cluster, target, caller, errorText }, { googleRange }) {
    const { enabled, entries } = cluster.authorizedNetworks;
    const limit = listLimit(cluster);
    const summary = `The list has ${entries.length} entries, and the limit for ${
      cluster.privateNodes ? "private" : "public"
    } nodes is ${limit}.`;
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
        summary: `GKE refused the update for its number of entries. ${summary}`,
        evidence: [error, count],
        remedies: room(cluster),
        ...(says === "certainly" && entries.length >= limit ? {} : { certainty: "likely" as const }),
      };
    }

    if (target.kind === "dns" || !enabled) {
      return { status: "not-applicable", summary: "No list of authorized networks guards this connection." };
    }
    const settled = unlessUnlisted({ cluster, target, caller }, googleRange);
    if (entries.length >= limit && settled?.status === "waiting") return settled;
    if (entries.length >= limit && !settled) {
      return {
        status: "fail",
        certainty: "likely",
        summary: `${caller.address} cannot be added: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
        evidence: [callerEvidence(caller), count],
        remedies: room(cluster),
      };
    }
    if (entries.length * 10 >= limit * 9) {
      return { status: "fail", severity: "advisory", summary, evidence: [count], remedies: room(cluster) };
    }
    return settled?.status === "not-applicable" ? settled : { status: "pass", summary, evidence: [count] };
  },
});

function room(cluster: ClusterView): readonly RemedyRef[] {
  const aggregate: readonly RemedyRef[] = canBeAggregated(cluster.authorizedNetworks.entries)
    ? [{ id: "aggregate-networks", params: {} }]
    : [];
  return [...aggregate, dnsEndpoint(cluster)];
}
