import { cidrContains } from "@/lib/core/address";
import { authorizedNetworksField, describeEntries, listing } from "@/lib/diagnosis/facts/derive/admission";
import { callerEvidence, listEvidence } from "./authorized-networks/standing";
import { allowNetwork, dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 36, inferred there and therefore never more than likely: GKE always lets in the ranges that the cluster
 * was made with, and documents that ranges added later have to be listed. The caller's address is in such a range, and
 * the private endpoint enforces the list.
 */
export const nodeRangeNotAuthorized = defineCheck({
  meta: {
    id: "node-range-not-authorized",
    hop: "authorized-networks",
    title: "The ranges of added node pools are let in",
    failureTitle: "The range of an added node pool is not listed",
    why: "The private endpoint enforces the list, and only the cluster's first ranges are let in without an entry.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: ["stale-server-address", "wrong-context", "private-endpoint-from-outside", "operation-running"],
  },
  needs: ["cluster", "target"],
  wants: ["caller"],

  run({ cluster, target }, { caller: seen }) {
    const networks = cluster.authorizedNetworks;
    if (target.kind !== "private") {
      return { status: "not-applicable", summary: "Only the private endpoint is reached from a node pool's range." };
    }
    if (!networks.enabled || networks.privateEndpointEnforcement !== true) {
      return { status: "not-applicable", summary: "The private endpoint does not enforce authorized networks." };
    }
    if (seen === undefined) return { status: "waiting" };
    if (seen.state === "unknown") return { status: "not-applicable", summary: "Your address is not known." };
    const caller = seen.value;
    const [own, ...added] = cluster.ranges.pods;
    if (own && cidrContains(own, caller.address)) {
      return { status: "not-applicable", summary: `${caller.address} is in the cluster's own Pod range ${own}.` };
    }
    const range = added.find((cidr) => cidrContains(cidr, caller.address));
    if (!range) {
      return { status: "not-applicable", summary: `${caller.address} is in no range of an added node pool.` };
    }

    const source = callerEvidence(caller);
    const pool: Evidence = {
      fact: "cluster",
      label: "Range of a node pool",
      observed: range,
      field: "nodePools[].networkConfig.podIpv4CidrBlock",
    };
    const { covered, by } = listing(networks, caller.address);
    if (covered === "all") {
      return {
        status: "pass",
        summary: `${range}, where ${caller.address} is, is covered by ${describeEntries(by)}.`,
        evidence: [source, pool, listEvidence(cluster)],
      };
    }
    const enforced: Evidence = {
      fact: "cluster",
      label: "Enforced on the private endpoint",
      observed: "yes",
      field: `${authorizedNetworksField}.privateEndpointEnforcementEnabled`,
    };
    return {
      status: "fail",
      certainty: "likely",
      summary: `${caller.address} is in ${range}, the range of an added node pool, and no entry covers it.`,
      evidence: [source, pool, enforced, listEvidence(cluster)],
      remedies: [...allowNetwork(cluster, range), ...dnsEndpoint(cluster)],
    };
  },
});
