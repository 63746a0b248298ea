import { singleHostCidr } from "@/lib/core/address";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { callerEvidence, listEvidence, unlistedCaller } from "./authorized-networks/standing";
import { allowNetwork, dnsEndpoint, hasRoomFor } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 31. Cloud Shell, CI runners and VMs come from Google Cloud's addresses, which change. Only `likely`: a
 * VM was once seen getting in unlisted (terraform-google-kubernetes-engine#2554).
 */
export const googleCloudCallerBlocked = defineCheck({
  meta: {
    id: "google-cloud-caller-blocked",
    hop: "authorized-networks",
    title: "Google Cloud's addresses are let in",
    failureTitle: "Your Google Cloud address is not let in",
    why: "Cloud Shell, CI runners and VMs have changing public addresses of Google Cloud, which this list does not let in.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "cluster-provisioning",
      "cluster-unhealthy",
      "public-endpoint-disabled",
      "ip-endpoints-disabled",
      "egress-address-varies",
      "authorized-networks-empty",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
    ],
  },
  needs: ["cluster", "target"],
  wants: ["caller", "googleRange"],

  run({ cluster, target }, { caller: seen, googleRange }) {
    const standing = unlistedCaller({ cluster, target }, { caller: seen, googleRange });
    if ("status" in standing) return standing;
    const { caller } = standing;
    if (caller.scope !== "public") {
      return { status: "not-applicable", summary: `${caller.address} is no public address.` };
    }
    if (googleRange === undefined) return { status: "waiting" };
    if (googleRange.state === "unknown") {
      const summary = `Whether ${caller.address} is Google Cloud's could not be read: ${googleRange.detail}.`;
      return { status: "not-applicable", summary };
    }
    const { member, prefix, scope } = googleRange.value;
    if (!member) return { status: "not-applicable", summary: `${caller.address} is not an address of Google Cloud.` };

    const range = [prefix ?? "a published range", ...(scope ? [scope] : [])].join(", ");
    const membership: Evidence = { fact: "googleRange", label: "Google Cloud's range", observed: range };
    const access: Evidence = {
      fact: "cluster",
      label: "Google Cloud addresses",
      observed: cluster.authorizedNetworks.googleCloudAccess === null ? "not set" : "not let in",
      field: `${authorizedNetworksField}.gcpPublicCidrsAccessEnabled`,
    };
    return {
      status: "fail",
      summary: `${caller.address} is one of Google Cloud's addresses (${range}), and the list lets in neither it nor all of them.`,
      evidence: [callerEvidence(caller), membership, access, listEvidence(cluster)],
      remedies: [
        ...dnsEndpoint(cluster),
        ...allowNetwork(cluster, singleHostCidr(caller.address)),
        ...(hasRoomFor(cluster, 0) ? [{ id: "allow-google-cloud", params: {} } as const] : []),
      ],
      certainty: "likely",
    };
  },
});
