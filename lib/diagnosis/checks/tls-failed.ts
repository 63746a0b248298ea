import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Another protocol than TLS is spoken on that port, by one side or the other: the kubeconfig's server is wrong. */
const notTls: readonly ErrorCause[] = ["tls-not-tls", "http-to-https"];
const handshake: readonly ErrorCause[] = [
  "tls-handshake-timeout",
  "tls-eof",
  "tls-protocol",
  "tls-client-cert-required",
  ...notTls,
];
/** What the same texts can also mean: the connection was closed after the handshake. */
const closed: readonly ErrorCause[] = ["http-eof", "conn-reset"];

/** TCP connects and TLS is never set up. Certificates that are refused have checks of their own. */
export const tlsFailed = defineCheck({
  meta: {
    id: "tls-failed",
    hop: "tls",
    title: "TLS is set up",
    failureTitle: "TLS could not be set up",
    why: "The connection was taken, so no list kept it out: a proxy, an inspecting firewall, a VPN's packet size or a wrong port breaks TLS.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/troubleshooting/kubectl",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "proxy-misconfigured",
      "cluster-provisioning",
      "cluster-unhealthy",
      "intercepting-proxy",
    ],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster", "tcp", "tls"],

  run({ request, kubeconfig, errorText }, { cluster, tcp, tls }) {
    if (request.vantage.kind === "server") {
      if (tls === undefined) return { status: "waiting" };
      if (tls.state === "unknown") {
        if (tcp === undefined) return { status: "waiting" };
        if (tls.reason === "needs-another-fact" && !(tcp.state === "known" && tcp.value.outcome === "connected")) {
          return { status: "not-applicable", summary: `TLS was not tried: ${tls.detail}.` };
        }
        return {
          status: "unknown",
          summary: "A TLS handshake from this server could not be tried.",
          missing: [{ fact: "tls", reason: tls.reason, detail: tls.detail }],
        };
      }
      const { outcome, detail } = tls.value;
      const seen: Evidence = { fact: "tls", label: "TLS handshake", observed: detail || outcome };
      if (outcome === "trusted") {
        return { status: "pass", summary: "This server set up TLS with the control plane.", evidence: [seen] };
      }
      if (outcome !== "closed" && outcome !== "timed-out" && outcome !== "not-tls") {
        return { status: "not-applicable", summary: "A certificate was presented; it is judged by itself." };
      }
      if (tcp === undefined) return { status: "waiting" };
      const via = tcp.state === "known" ? tcp.value.via : null;
      return {
        status: "fail",
        summary: `The connection of this server was taken, and TLS ended with: ${detail || outcome}.`,
        evidence: [seen],
        remedies: [{ id: "correct-proxy", params: { proxy: via } }],
      };
    }

    if (errorSays(errorText, ...handshake, ...closed) !== "certainly" || errorSays(errorText, ...handshake) === "no") {
      return { status: "not-applicable", summary: "Nothing shows that TLS could not be set up." };
    }
    if (cluster === undefined) return { status: "waiting" };
    const proxyUrl = kubeconfig.given ? kubeconfig.summary.proxyUrl : null;
    const proxy = proxyUrl?.replace(/^[a-z0-9+.-]+:\/\//, "") ?? null;
    const endpoint = cluster.state === "known" ? usableEndpoint(cluster.value, request.endpoint) : undefined;
    const correctProxy: RemedyRef = { id: "correct-proxy", params: { proxy } };
    const credentials: readonly RemedyRef[] = endpoint ? [{ id: "get-credentials", params: { endpoint } }] : [];
    const wrongPort = errorSays(errorText, ...notTls) !== "no";
    const observed = errorTitle(errorText, ...handshake);
    return {
      status: "fail",
      summary: observed,
      evidence: [{ fact: "errorText", label: "Your error text", observed }],
      remedies: wrongPort ? [...credentials, correctProxy] : [correctProxy],
      ...(errorSays(errorText, ...handshake) === "certainly" ? {} : { certainty: "likely" as const }),
    };
  },
});
