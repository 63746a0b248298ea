import { dialledEndpoint, errorHost } from "@/lib/diagnosis/facts/derive/dialled";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

const lookups: readonly ErrorCause[] = ["dns-nxdomain", "dns-timeout"];

/**
 * Catalogue item 20. The DNS endpoint's name must resolve where the connection starts. That a resolver does not know it
 * is seen; that Private Google Access or a private zone is missing is only the usual reason.
 */
export const dnsEndpointUnresolvable = defineCheck({
  meta: {
    id: "dns-endpoint-unresolvable",
    hop: "endpoint",
    title: "The DNS endpoint's name resolves",
    failureTitle: "The DNS endpoint's name does not resolve",
    why: "Networks without internet access need a private zone for gke.goog, and a route to Google's private addresses.",
    learnMoreUrl: "https://cloud.google.com/vpc/docs/configure-private-google-access",
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
  wants: ["caller", "dns"],

  run({ request, cluster, target, errorText }, { caller, dns }) {
    const fromServer = request.vantage.kind === "server";
    const dialled = fromServer ? target : dialledEndpoint(cluster, target, errorText);
    if (dialled?.kind !== "dns" || dialled.host === "") {
      return { status: "not-applicable", summary: "The connection does not go to this cluster's DNS endpoint." };
    }
    const { host } = dialled;
    if (!fromServer) {
      if (errorSays(errorText, ...lookups) !== "certainly") {
        return { status: "not-applicable", summary: `Nothing shows that ${host} does not resolve for you.` };
      }
      if (caller === undefined) return { status: "waiting" };
      const text: Evidence = {
        fact: "errorText",
        label: errorHost(errorText) ?? "Your error text",
        observed: errorTitle(errorText, ...lookups),
      };
      return {
        status: "fail",
        summary: `The resolver that you use does not resolve ${host}.`,
        evidence: [text],
        remedies: [
          { id: "configure-dns", params: {} },
          ...otherWaysIn(cluster, caller.state === "known" ? caller.value : undefined, "dns"),
        ],
        certainty: "likely",
      };
    }

    if (dns === undefined) return { status: "waiting" };
    if (dns.state === "unknown") {
      return {
        status: "unknown",
        summary: `Whether ${host} resolves for this server could not be tried.`,
        missing: [{ fact: "dns", reason: dns.reason, detail: dns.detail }],
      };
    }
    const { outcome } = dns.value;
    if (outcome === "resolved" || outcome === "literal-address") {
      const observed = outcome === "resolved" ? dns.value.addresses.join(", ") : host;
      const addresses: Evidence = { fact: "dns", label: host, observed };
      return { status: "pass", summary: `${host} resolves for this server.`, evidence: [addresses] };
    }
    if (caller === undefined) return { status: "waiting" };
    const said = outcome === "no-such-name" ? "says that there is no such name" : "gave no answer";
    return {
      status: "fail",
      summary: `This server's resolver ${said}: ${host}.`,
      evidence: [{ fact: "dns", label: host, observed: `${outcome} (${dns.value.code})` }],
      remedies: [
        { id: "configure-dns", params: {} },
        ...otherWaysIn(cluster, caller.state === "known" ? caller.value : undefined, "dns"),
      ],
      ...(outcome === "no-such-name" ? {} : { certainty: "likely" as const }),
    };
  },
});
