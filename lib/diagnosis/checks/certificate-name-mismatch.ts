import { endpointNamed, isDnsEndpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { isLocalTunnel } from "@/lib/diagnosis/facts/derive/local-tunnel";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 10. The certificate must be good for the name or address that is dialled. */
export const certificateNameMismatch = defineCheck({
  meta: {
    id: "certificate-name-mismatch",
    hop: "tls",
    title: "The certificate is for the address you dial",
    failureTitle: "The certificate is for another address",
    why: "kubectl compares the address it dials with the names in the certificate. A tunnel or an old address has another.",
    learnMoreUrl: "https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#Cluster",
    dependsOn: ["wrong-context", "stale-server-address", "proxy-misconfigured", "intercepting-proxy"],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster", "tls"],

  run({ request, kubeconfig, errorText }, { cluster, tls }) {
    if (errorSays(errorText, "tls-hostname-mismatch") === "certainly") {
      if (cluster === undefined) return { status: "waiting" };
      const known = cluster.state === "known" ? cluster.value : undefined;
      const server = kubeconfig.given ? kubeconfig.summary.server : null;
      const dialled = server ?? (errorText.given ? (errorText.details.host ?? null) : null);
      const tunnel = dialled !== null && isLocalTunnel(dialled);
      const direct = dialled !== null && known !== undefined && endpointNamed(known, dialled) !== undefined;

      const remedies: RemedyRef[] = [];
      const named = kubeconfig.given && kubeconfig.summary.tlsServerName === "kubernetes.default";
      const byAddress = dialled === null || !isDnsEndpointHost(dialled);
      if (!direct && !named && byAddress) remedies.push({ id: "set-tls-server-name", params: {} });
      const endpoint = known && !tunnel ? usableEndpoint(known, request.endpoint) : undefined;
      if (endpoint) remedies.push({ id: "get-credentials", params: { endpoint } });

      const names = errorText.given ? errorText.details.validNames : undefined;
      const text: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, "tls-hostname-mismatch"),
      };
      const valid: Evidence = {
        fact: "errorText",
        label: "Names in the certificate",
        observed: names?.join(", ") ?? "not said",
      };
      const through = tunnel ? "through a tunnel" : "";
      return {
        status: "fail",
        summary: `kubectl dials ${[dialled ?? "an address", through].filter(Boolean).join(" ")}, for which the certificate${names ? ` (${names.join(", ")})` : ""} is not made out.`,
        evidence: [text, valid],
        remedies,
      };
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "No error text says that the certificate is for another name." };
    }
    if (tls === undefined) return { status: "waiting" };
    if (tls.state === "unknown") {
      return { status: "not-applicable", summary: "No certificate was seen from this server." };
    }
    const { outcome, names, issuer } = tls.value;
    const seen: Evidence = { fact: "tls", label: "Names in the certificate", observed: names.join(", ") || "none" };
    const by: Evidence = { fact: "tls", label: "Issuer", observed: issuer };
    if (outcome === "trusted")
      return { status: "pass", summary: "The certificate is for this address.", evidence: [seen] };
    if (outcome !== "name-mismatch") {
      return { status: "not-applicable", summary: "TLS from this server ended before the names were compared." };
    }
    return {
      status: "fail",
      summary: `The certificate that this server gets is for ${names.join(", ") || "no name at all"}, and not for the address dialled.`,
      evidence: [seen, by],
      remedies: [{ id: "correct-proxy", params: { proxy: null } }],
    };
  },
});
