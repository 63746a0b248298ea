import { singleHostCidr } from "@/lib/core/address";
import { authorizedNetworksField, describeEntries, listing } from "@/lib/diagnosis/facts/derive/admission";
import { guardsPrivate, isPod } from "@/lib/diagnosis/facts/derive/admits";
import { callerNetwork } from "@/lib/diagnosis/facts/derive/caller-network";
import { callerEvidence, listEvidence } from "./authorized-networks/standing";
import { allowNetwork, dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 30. With enforcement on, the list guards the private endpoint too. Addresses of the cluster's own subnet
 * pass without an entry, and the cluster resource does not tell which they are: hence only `likely`.
 */
export const privateEndpointEnforced = defineCheck({
  meta: {
    id: "private-endpoint-enforced",
    hop: "authorized-networks",
    title: "The private endpoint lets your address in",
    failureTitle: "The list guards the private endpoint too",
    why: "With enforcement on, a private address outside the cluster's own subnet and Pods needs an entry of its own.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "cluster-provisioning",
      "cluster-unhealthy",
      "no-private-endpoint",
      "ip-endpoints-disabled",
      "private-endpoint-from-outside",
      "node-range-not-authorized",
    ],
  },
  needs: ["request", "cluster", "target"],
  wants: ["caller"],

  run({ request, cluster, target }, { caller: seen }) {
    const networks = cluster.authorizedNetworks;
    const { address } = cluster.endpoints.private;
    if (target.kind !== "private" || address === null) {
      return { status: "not-applicable", summary: "The connection does not go to the private endpoint." };
    }
    const guards = guardsPrivate(cluster);
    const enforcement: Evidence = {
      fact: "cluster",
      label: "Enforced on the private endpoint",
      observed: guards === "yes" ? "yes" : "no",
      field: `${authorizedNetworksField}.privateEndpointEnforcementEnabled`,
    };
    if (guards === "no") {
      return { status: "pass", summary: "The list does not guard the private endpoint.", evidence: [enforcement] };
    }
    if (request.vantage.kind === "server") {
      return { status: "not-applicable", summary: "An echo does not tell the private address of this server." };
    }
    if (seen === undefined) return { status: "waiting" };
    if (seen.state === "unknown") {
      return {
        status: "unknown",
        summary: "The list may guard the private endpoint too, and your address is not known.",
        missing: [{ fact: "caller", reason: seen.reason, detail: seen.detail }],
      };
    }
    const caller = seen.value;
    if (callerNetwork(cluster, caller) !== "private") {
      return { status: "not-applicable", summary: `${caller.address} is not an address of a private network.` };
    }
    const source = callerEvidence(caller);
    if (isPod(cluster, caller.address)) {
      return {
        status: "pass",
        summary: `${caller.address} is a Pod of this cluster.`,
        evidence: [source, enforcement],
      };
    }
    const { covered, by } = listing(networks, caller.address);
    if (covered === "all") {
      const summary = `${caller.address} is in ${describeEntries(by)}.`;
      return { status: "pass", summary, evidence: [source, enforcement] };
    }
    if (covered === "some") {
      const detail = `only a part of ${caller.address} is in the list: type a single address`;
      return {
        status: "unknown",
        summary: `The list guards the private endpoint too, and ${detail}.`,
        missing: [{ fact: "caller", reason: "not-observable", detail }],
      };
    }
    if (guards === "perhaps") {
      const detail = `whether ${caller.address} is in the cluster's own subnet`;
      return {
        status: "unknown",
        summary: `Older private clusters let in their own subnet and listed networks only, and ${caller.address} is not listed.`,
        missing: [{ fact: "cluster", reason: "not-observable", detail }],
      };
    }
    return {
      status: "fail",
      summary: `${caller.address} is in none of the authorized networks, which guard the private endpoint ${address} as well.`,
      evidence: [source, enforcement, listEvidence(cluster)],
      remedies: [...dnsEndpoint(cluster), ...allowNetwork(cluster, singleHostCidr(caller.address))],
      certainty: "likely",
    };
  },
});
