import { addressScope, singleHostCidr } from "@/lib/core/address";
import { listing } from "@/lib/diagnosis/facts/derive/admission";
import { mayLetGoogleCloudIn } from "@/lib/diagnosis/facts/derive/admits";
import { errorSays, provesAnswer, silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import { listEvidence, withoutPublicList } from "./authorized-networks/standing";
import { allowNetwork, dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 24. A machine that leaves from several addresses is let in only when all of them are. */
export const egressAddressVaries = defineCheck({
  meta: {
    id: "egress-address-varies",
    hop: "address",
    title: "Every connection leaves from an address that is let in",
    failureTitle: "Your address changes with the destination",
    why: "A split-tunnel VPN, a proxy or a pool of NAT addresses shows GKE another address than the one in the list.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "cluster-provisioning",
      "cluster-unhealthy",
      "proxy-misconfigured",
      "public-endpoint-disabled",
      "ip-endpoints-disabled",
      "authorized-networks-empty",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
    ],
  },
  needs: ["request", "cluster", "target", "errorText"],
  wants: ["caller", "egress", "googleRange", "tcp"],

  run({ request, cluster, target, errorText }, { caller, egress, googleRange, tcp }) {
    const networks = cluster.authorizedNetworks;
    const unguarded = withoutPublicList({ cluster, target });
    if (unguarded) return unguarded;
    // Echoes are asked from this machine only.
    const { kind } = request.vantage;
    if (kind === "browser" && caller === undefined) return { status: "waiting" };
    const fromServer = kind === "server";
    const here = fromServer || (kind === "browser" && caller?.state === "known" && caller.value.source === "dns-echo");
    if (!here) {
      return {
        status: "not-applicable",
        summary: "Which addresses your machine leaves from cannot be seen from here.",
      };
    }
    if (egress === undefined) return { status: "waiting" };
    const echoes = egress.state === "known" ? egress.value.echoes.filter(({ address }) => !address.includes(":")) : [];
    const addresses = [...new Set(echoes.map(({ address }) => address))];
    if (addresses.length === 0) return { status: "not-applicable", summary: "No echo told an IPv4 address." };

    const seen: Evidence = {
      fact: "egress",
      label: "Addresses that echoes saw",
      observed: echoes.map(({ echo, address }) => `${address} (${echo})`).join(", "),
    };
    if (addresses.length === 1) {
      return { status: "pass", summary: `Every echo saw ${addresses[0]}.`, evidence: [seen] };
    }
    const unlisted = addresses.filter((address) => listing(networks, address).covered !== "all");
    if (unlisted.length === 0) {
      return { status: "pass", summary: `${addresses.join(" and ")} are all let in.`, evidence: [seen] };
    }
    if (mayLetGoogleCloudIn(cluster)) {
      if (googleRange === undefined) return { status: "waiting" };
      const asked = caller?.state === "known" && unlisted.every((address) => address === caller.value.address);
      if (googleRange.state === "unknown" || googleRange.value.member || !asked) {
        return {
          status: "not-applicable",
          summary: "Google Cloud's addresses may be let in, and yours may be among them.",
        };
      }
    }

    let attempt: Evidence | undefined;
    let answered = provesAnswer(errorText);
    let silent = !fromServer && errorSays(errorText, ...silentCauses) === "certainly";
    if (fromServer) {
      if (tcp === undefined) return { status: "waiting" };
      if (tcp.state === "known") {
        const { outcome, target: dialledAt, detail } = tcp.value;
        attempt = { fact: "tcp", label: `Connection to ${dialledAt}`, observed: detail || outcome };
        silent = outcome === "timed-out" || outcome === "unreachable";
        answered = !silent;
      }
    }
    const summary =
      `Connections leave from ${addresses.join(" or ")}, depending on where they go; ` +
      `${unlisted.join(" and ")} ${unlisted.length > 1 ? "are" : "is"} in none of the authorized networks.`;
    const mixed = unlisted.length < addresses.length;
    if ((mixed || fromServer) && !silent && !answered) {
      const detail = `the address that connections to the control plane leave from: ${addresses.join(" or ")}`;
      return { status: "unknown", summary, missing: [{ fact: "egress", reason: "not-observable", detail }] };
    }
    const allow = unlisted
      .filter((address) => addressScope(address) === "public")
      .flatMap((address) => allowNetwork(cluster, singleHostCidr(address)));
    return {
      status: "fail",
      summary,
      evidence: attempt ? [seen, listEvidence(cluster), attempt] : [seen, listEvidence(cluster)],
      remedies: [...dnsEndpoint(cluster), ...allow],
      ...(mixed ? { certainty: "likely" as const } : {}),
      ...(answered ? { severity: "advisory" as const } : {}),
    };
  },
});
