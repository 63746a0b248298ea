import { callerNetwork } from "@/lib/diagnosis/facts/derive/caller-network";
import { dialledEndpoint } from "@/lib/diagnosis/facts/derive/dialled";
import { errorSays, errorTitle, silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import { callerEvidence } from "./authorized-networks/standing";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

/** Catalogue item 14. A private endpoint can only be reached from an address that is routed to its network. */
export const privateEndpointFromOutside = defineCheck({
  meta: {
    id: "private-endpoint-from-outside",
    hop: "endpoint",
    title: "You are inside the network of the private endpoint",
    failureTitle: "The private endpoint cannot be reached from here",
    why: "A private address is routed inside its own network only. Cloud Shell is outside it too: --internal-ip never works there.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "proxy-misconfigured",
      "cluster-provisioning",
      "cluster-unhealthy",
    ],
  },
  needs: ["request", "cluster", "target", "errorText"],
  wants: ["caller", "tcp"],

  run({ request, cluster, target, errorText }, { caller: seen, tcp }) {
    const silent = errorSays(errorText, ...silentCauses);
    const died = silent !== "no" && dialledEndpoint(cluster, target, errorText)?.kind === "private";
    if (target.kind !== "private" && !died) {
      return { status: "not-applicable", summary: "The connection does not go to the private endpoint." };
    }
    const { address } = cluster.endpoints.private;
    if (address === null) return { status: "not-applicable", summary: "This cluster has no private endpoint." };

    // An echo sees the address of a NAT: only the connection attempt tells where this server is.
    const fromServer = request.vantage.kind === "server";
    let silence: Evidence | undefined;
    if (fromServer) {
      if (tcp === undefined) return { status: "waiting" };
      if (tcp.state === "unknown") {
        return {
          status: "unknown",
          summary: `Whether this server is inside the network of ${address} could not be tried.`,
          missing: [{ fact: "tcp", reason: tcp.reason, detail: tcp.detail }],
        };
      }
      const { outcome, target: dialled, detail } = tcp.value;
      silence = { fact: "tcp", label: `Connection to ${dialled}`, observed: detail || outcome };
      if (outcome === "connected") {
        return { status: "pass", summary: `This server reaches ${dialled}.`, evidence: [silence] };
      }
      if (outcome === "refused" || outcome === "proxy-failed") {
        return { status: "not-applicable", summary: "Nothing shows that this server is outside the network." };
      }
    } else if (died && (silent === "certainly" || target.kind !== "private")) {
      silence = { fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...silentCauses) };
    }

    if (seen === undefined) return { status: "waiting" };
    if (seen.state === "unknown") {
      return {
        status: "unknown",
        summary: `Whether you are inside the network of ${address} is not known: ${seen.detail}.`,
        missing: [{ fact: "caller", reason: seen.reason, detail: seen.detail }],
      };
    }
    const caller = seen.value;
    const endpoint: Evidence = {
      fact: "cluster",
      label: "Private endpoint",
      observed: address,
      field: "controlPlaneEndpointsConfig.ipEndpointsConfig.privateEndpoint",
    };
    switch (callerNetwork(cluster, caller)) {
      case "private":
        return {
          status: "pass",
          summary: `${caller.address} is in a private network.`,
          evidence: [callerEvidence(caller), endpoint],
        };
      case "undetermined": {
        const detail = "the address that your connections start from: type it";
        return {
          status: "unknown",
          summary: `${caller.address} does not tell whether you are inside the network of ${address}.`,
          missing: [{ fact: "caller", reason: "not-observable", detail }],
        };
      }
      case "public": {
        const certain = request.vantage.kind === "address" || (silent === "certainly" && died && !fromServer);
        return {
          status: "fail",
          summary: `${address} is a private address, and ${caller.address} is outside every private network.`,
          evidence: silence ? [callerEvidence(caller), endpoint, silence] : [callerEvidence(caller), endpoint],
          remedies: otherWaysIn(cluster, caller, "private"),
          // A browser may leave by another way than kubectl does: a VPN can carry the private addresses alone.
          ...(certain ? {} : { certainty: "likely" as const }),
        };
      }
    }
  },
});
