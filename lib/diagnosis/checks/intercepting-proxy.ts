import { endpointNamed } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { isUsable } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const refusals: readonly ErrorCause[] = [
  "proxy-407",
  "proxy-403",
  "proxy-502",
  "captive-portal",
  "gcloud-captive-portal",
];

/** Catalogue item 12. Nothing between client and control plane may answer in its place or present its own certificate. */
export const interceptingProxy = defineCheck({
  meta: {
    id: "intercepting-proxy",
    hop: "tls",
    title: "Nothing answers in the control plane's place",
    failureTitle: "A proxy answers in the control plane's place",
    why: "A proxy that refuses the connection, or opens TLS and signs it anew, stands between kubectl and the control plane.",
    learnMoreUrl: "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#proxy",
    dependsOn: [
      "wrong-context",
      "stale-server-address",
      "dns-endpoint-ca-pinned",
      "proxy-misconfigured",
      "stale-cluster-ca",
    ],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster", "tls"],

  run({ request, kubeconfig, errorText }, { cluster, tls }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    const proxy =
      (errorText.given ? errorText.details.proxy : undefined) ??
      summary?.proxyUrl?.replace(/^[a-z0-9+.-]+:\/\//, "") ??
      null;
    const bypass: RemedyRef = { id: "correct-proxy", params: { proxy } };

    if (errorSays(errorText, ...refusals) === "certainly") {
      return {
        status: "fail",
        summary: `${proxy ? `The proxy ${proxy}` : "Something in between"} answered, not the control plane: ${errorTitle(errorText, ...refusals)}`,
        evidence: [said(errorText, refusals)],
        remedies: [bypass],
      };
    }

    const closed =
      errorSays(errorText, "tls-eof", "http-eof") === "certainly" && errorSays(errorText, "tls-eof") !== "no";
    if (closed && (summary?.proxyUrl || errorSays(errorText, "tls-eof") === "certainly")) {
      return {
        status: "fail",
        summary: `${proxy ? `The connection through the proxy ${proxy}` : "The connection"} was closed before TLS was set up; a control plane does not do that.`,
        evidence: [said(errorText, ["tls-eof"])],
        remedies: [bypass],
        certainty: "likely",
      };
    }

    if (errorSays(errorText, "tls-unknown-ca") === "certainly" && summary?.server && summary.caSha256 !== null) {
      if (cluster === undefined) return { status: "waiting" };
      const known = cluster.state === "known" ? cluster.value : undefined;
      const kind = known && endpointNamed(known, summary.server);
      if (known && (kind === "public" || kind === "private") && summary.caSha256 === known.caSha256) {
        const present: Evidence = {
          fact: "cluster",
          label: "CA of the cluster (SHA-256)",
          observed: `${known.caSha256}, the same as in the kubeconfig`,
          field: "masterAuth.clusterCaCertificate",
        };
        const dns: readonly RemedyRef[] = isUsable(known, "dns")
          ? [{ id: "get-credentials", params: { endpoint: "dns" } }]
          : [];
        return {
          status: "fail",
          summary: `The kubeconfig has the cluster's CA, and yet the certificate that came from ${summary.server} is another's.`,
          evidence: [said(errorText, ["tls-unknown-ca"]), present],
          remedies: [bypass, ...dns],
          certainty: "likely",
        };
      }
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "Nothing that was given shows something in between." };
    }
    if (tls === undefined) return { status: "waiting" };
    if (tls.state === "unknown")
      return { status: "not-applicable", summary: "No certificate was seen from this server." };
    const issuer: Evidence = { fact: "tls", label: "Issuer", observed: tls.value.issuer || "not said" };
    if (tls.value.outcome === "trusted") {
      return { status: "pass", summary: "This server got the control plane's own certificate.", evidence: [issuer] };
    }
    if (tls.value.outcome !== "unknown-ca") {
      return { status: "not-applicable", summary: "TLS from this server did not come to an issuer." };
    }
    const expected = tls.value.trust === "cluster-ca" ? "the cluster's CA" : "a public CA";
    return {
      status: "fail",
      summary: `The certificate that this server gets is issued by ${issuer.observed}, and not by ${expected}.`,
      evidence: [issuer],
      remedies: [{ id: "correct-proxy", params: { proxy: null } }],
    };
  },
});

function said(errorText: FactValues["errorText"], causes: readonly ErrorCause[]): Evidence {
  return { fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...causes) };
}
