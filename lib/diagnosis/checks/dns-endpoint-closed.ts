import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

const refusals: readonly ErrorCause[] = ["dns-endpoint-forbidden", "gcloud-dns-endpoint-closed"];

/** Catalogue item 18. The DNS endpoint's host name always exists; only `allowExternalTraffic` tells whether it can be used. */
export const dnsEndpointClosed = defineCheck({
  meta: {
    id: "dns-endpoint-closed",
    hop: "endpoint",
    title: "The DNS endpoint takes traffic from outside Google",
    failureTitle: "The DNS endpoint is closed to outside traffic",
    why: "Google's front end takes the connection and answers 403 with an HTML page, whoever asks. Its name resolves all the same.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "cluster-provisioning",
      "cluster-unhealthy",
      "dns-endpoint-unresolvable",
      "service-perimeter",
    ],
  },
  needs: ["request", "cluster", "target", "errorText"],
  wants: ["caller", "tcp", "http"],

  run({ request, cluster, target, errorText }, { caller, tcp, http }) {
    const { host, allowExternalTraffic: open } = cluster.endpoints.dns;
    const says = errorSays(errorText, ...refusals);
    if (target.kind !== "dns" && says !== "certainly") {
      return { status: "not-applicable", summary: "The connection does not go to the DNS endpoint." };
    }
    const setting: Evidence = {
      fact: "cluster",
      label: "External traffic",
      observed: open ? "allowed" : "not allowed",
      field: "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic",
    };
    if (open) return { status: "pass", summary: "The DNS endpoint takes traffic from outside.", evidence: [setting] };

    if (host === null) {
      if (caller === undefined) return { status: "waiting" };
      const none: Evidence = {
        fact: "cluster",
        label: "DNS endpoint",
        observed: "none",
        field: "controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint",
      };
      return {
        status: "fail",
        title: "This cluster has no DNS endpoint",
        summary: `Google names no DNS endpoint for ${cluster.name.cluster}.`,
        evidence:
          says === "no"
            ? [none]
            : [none, { fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...refusals) }],
        remedies: otherWaysIn(cluster, caller.state === "known" ? caller.value : undefined, "dns"),
      };
    }
    const evidence: [Evidence, ...Evidence[]] = [setting];
    if (says !== "no") {
      const observed = errorTitle(errorText, ...refusals);
      evidence.push({ fact: "errorText", label: "Your error text", observed });
    }
    if (request.vantage.kind === "server" && target.kind === "dns") {
      if (tcp === undefined || http === undefined) return { status: "waiting" };
      const answers = http.state === "known" ? http.value.answers : [];
      const byApiServer = answers.find(({ body }) => body === "ok" || body === "kubernetes-status");
      if (byApiServer) {
        const observed = `${byApiServer.path}: ${byApiServer.status}`;
        return {
          status: "pass",
          summary: "The DNS endpoint is closed, and this server is let in all the same, as Google's own services are.",
          evidence: [setting, { fact: "http", label: "Answer to this server", observed }],
        };
      }
      for (const { path, status, message } of answers) {
        evidence.push({ fact: "http", label: `Answer to ${path}`, observed: `${status}: ${message}` });
      }
      if (tcp.state === "known" && tcp.value.outcome === "connected") {
        const observed = "connected: the front end takes every connection and refuses the request";
        evidence.push({ fact: "tcp", label: `Connection to ${tcp.value.target}`, observed });
      }
    }
    if (caller === undefined) return { status: "waiting" };
    return {
      status: "fail",
      summary: `The DNS endpoint of ${cluster.name.cluster} is closed to traffic from outside Google.`,
      evidence,
      remedies: [
        ...dnsEndpoint(cluster),
        ...otherWaysIn(cluster, caller.state === "known" ? caller.value : undefined, "dns"),
      ],
    };
  },
});
