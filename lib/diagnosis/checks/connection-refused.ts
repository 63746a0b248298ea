import { errorHost } from "@/lib/diagnosis/facts/derive/dialled";
import { endpointNamed } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { isLocalTunnel } from "@/lib/diagnosis/facts/derive/local-tunnel";
import { isUsable, usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const refusals: readonly ErrorCause[] = ["conn-refused", "conn-reset"];

/**
 * Nothing listens, or something on the way answers with a reset. GKE's authorized networks never do: they are silent, so
 * a refusal is not their work.
 */
export const connectionRefused = defineCheck({
  meta: {
    id: "connection-refused",
    hop: "tcp",
    title: "Nothing refuses the connection",
    failureTitle: "The connection was refused",
    why: "Authorized networks drop packets and never refuse: a refusal comes from a wrong port, a tunnel that is down, a proxy or a firewall.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/troubleshooting/kubectl",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "proxy-misconfigured",
      "cluster-provisioning",
      "cluster-unhealthy",
      "public-endpoint-disabled",
      "ip-endpoints-disabled",
    ],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster", "tcp"],

  run({ request, kubeconfig, errorText }, { cluster, tcp }) {
    const server = kubeconfig.given ? kubeconfig.summary.server : null;
    const proxyUrl = kubeconfig.given ? kubeconfig.summary.proxyUrl : null;
    const fromServer = request.vantage.kind === "server";
    let where: string;
    let evidence: [Evidence, ...Evidence[]];
    let proxy = proxyUrl?.replace(/^[a-z0-9+.-]+:\/\//, "") ?? null;
    let certain = true;

    if (fromServer) {
      if (tcp === undefined) return { status: "waiting" };
      if (tcp.state === "unknown") {
        return { status: "not-applicable", summary: `No connection was tried: ${tcp.detail}.` };
      }
      const { outcome, target, via, detail } = tcp.value;
      const attempt: Evidence = { fact: "tcp", label: `Connection to ${target}`, observed: detail || outcome };
      if (outcome === "connected") {
        return { status: "pass", summary: `${target} took the connection of this server.`, evidence: [attempt] };
      }
      if (outcome !== "refused") return { status: "not-applicable", summary: "Nothing refused this server." };
      where = target;
      proxy = via;
      evidence = [attempt];
    } else {
      // kubectl's last line can hide that it was the proxy that refused.
      const says = errorSays(errorText, ...refusals, "proxy-refused");
      if (says !== "certainly" || errorSays(errorText, ...refusals) === "no") {
        return { status: "not-applicable", summary: "Nothing shows that a connection was refused." };
      }
      certain = errorSays(errorText, ...refusals) === "certainly";
      where = errorHost(errorText) ?? server ?? "the server";
      evidence = [{ fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...refusals) }];
      if (server !== null) {
        evidence.push({ fact: "kubeconfig", label: "Server", observed: server, field: "clusters[].cluster.server" });
      }
    }

    if (cluster === undefined) return { status: "waiting" };
    const view = cluster.state === "known" ? cluster.value : undefined;
    const endpoint = view && usableEndpoint(view, request.endpoint);
    const credentials: readonly RemedyRef[] = endpoint ? [{ id: "get-credentials", params: { endpoint } }] : [];
    const likely = certain ? {} : { certainty: "likely" as const };
    const cut = !fromServer && errorSays(errorText, "conn-reset") === "certainly";
    if (!fromServer && isLocalTunnel(where)) {
      const tunnel: readonly RemedyRef[] =
        view && isUsable(view, "private") ? [{ id: "use-private-network", params: {} }] : [];
      return {
        status: "fail",
        ...(cut ? { title: "The connection was cut" } : {}),
        summary: cut
          ? `The tunnel at ${where} took the connection and cut it: its far end does not get through.`
          : `Nothing listens at ${where} on your own machine: the tunnel that kubectl goes through is not running.`,
        evidence,
        remedies: [...tunnel, ...credentials],
        ...likely,
      };
    }
    // The cluster's own endpoint does not refuse: something in between does, and a new kubeconfig would meet it again.
    const own = !fromServer && view !== undefined && endpointNamed(view, where) !== undefined;
    const instead: readonly RemedyRef[] =
      own && isUsable(view, "dns") ? [{ id: "get-credentials", params: { endpoint: "dns" } }] : [];
    const throughProxy: readonly RemedyRef[] =
      proxy === null && !own ? [] : [{ id: "correct-proxy", params: { proxy } }];
    return {
      status: "fail",
      ...(cut ? { title: "The connection was cut" } : {}),
      summary: `${where} ${cut ? "cut the connection with a reset" : "refused the connection at once"}. Authorized networks never do that, they stay silent.`,
      evidence,
      remedies: [...throughProxy, ...(own ? instead : fromServer ? [] : credentials)],
      ...likely,
    };
  },
});
