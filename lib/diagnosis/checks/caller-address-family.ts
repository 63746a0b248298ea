import { authorizedNetworksField, letsEveryoneIn } from "@/lib/diagnosis/facts/derive/admission";
import { findPublicAddress } from "@/lib/diagnosis/facts/derive/admits";
import { errorSays, errorTitle, provesAnswer, silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { callerEvidence, withoutPublicList } from "./authorized-networks/standing";
import { dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 25. The public endpoint and its list speak IPv4, and see the address after the last NAT: an IPv6 or a
 * private address is not the one that they see.
 */
export const callerAddressFamily = defineCheck({
  meta: {
    id: "caller-address-family",
    hop: "address",
    title: "Your address is one that the list can hold",
    failureTitle: "Your address is IPv6, and the list is IPv4",
    why: "The public endpoint has an IPv4 address only, and authorized networks hold IPv4 addresses only.",
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
    ],
  },
  needs: ["request", "cluster", "target", "errorText"],
  wants: ["caller", "tcp"],

  run({ request, cluster, target, errorText }, { caller: seen, tcp }) {
    const unguarded = withoutPublicList({ cluster, target });
    if (unguarded) return unguarded;
    const enabled: Evidence = {
      fact: "cluster",
      label: "Authorized networks",
      observed: "on, IPv4 only",
      field: `${authorizedNetworksField}.enabled`,
    };
    if (letsEveryoneIn(cluster)) {
      return { status: "pass", summary: "The list lets in every IPv4 address.", evidence: [enabled] };
    }
    if (seen === undefined) return { status: "waiting" };
    if (seen.state === "unknown")
      return { status: "not-applicable", summary: `Your address is not known: ${seen.detail}.` };
    const caller = seen.value;
    const { address, family, scope } = caller;
    const source = callerEvidence(caller);
    if (family === "ipv4" && (scope === "public" || scope === "documentation")) {
      return { status: "pass", summary: `${address} is a public IPv4 address.`, evidence: [source] };
    }
    const typedIpv6 = family === "ipv6" && request.vantage.kind === "address";
    if (provesAnswer(errorText)) {
      return { status: "not-applicable", summary: "The control plane answered you: the address it sees is let in." };
    }

    let silence: Evidence | undefined;
    if (request.vantage.kind === "server") {
      if (tcp === undefined) return { status: "waiting" };
      if (tcp.state === "known") {
        const { outcome, target: dialledAt, detail } = tcp.value;
        const attempt: Evidence = { fact: "tcp", label: `Connection to ${dialledAt}`, observed: detail || outcome };
        if (outcome === "connected") {
          return { status: "pass", summary: `This server reaches ${dialledAt}.`, evidence: [attempt] };
        }
        if (outcome === "timed-out") silence = attempt;
      }
    } else if (errorSays(errorText, ...silentCauses) === "certainly") {
      silence = { fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...silentCauses) };
    }

    if (typedIpv6 || (family === "ipv6" && silence)) {
      const remedies: readonly RemedyRef[] = [{ id: "use-ipv4", params: {} }, ...dnsEndpoint(cluster)];
      return {
        status: "fail",
        summary: `${address} is an IPv6 address; the public endpoint${target.host && ` ${target.host}`} and its list know IPv4 only.`,
        evidence: silence ? [source, enabled, silence] : [source, enabled],
        remedies,
        ...(typedIpv6 ? {} : { certainty: "likely" as const }),
      };
    }
    return {
      status: "unknown",
      summary: `GKE sees another address than ${address} (${family === "ipv6" ? "IPv6" : scope}), and that one decides.`,
      missing: [{ fact: "caller", reason: "not-observable", detail: findPublicAddress }],
    };
  },
});
