import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { CheckOutcome, Evidence } from "./outcome";

const permission = "container.clusters.connect";

/** Catalogue item 19. An open DNS endpoint asks IAM: the account needs `container.clusters.connect`. */
export const dnsEndpointConnectDenied = defineCheck({
  meta: {
    id: "dns-endpoint-connect-denied",
    hop: "endpoint",
    title: "The account may connect to the DNS endpoint",
    failureTitle: "The account may not connect to the DNS endpoint",
    why: "Google's front end asks IAM for container.clusters.connect before the request reaches the cluster, and answers 403 with an HTML page.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "dns-endpoint-unresolvable",
      "service-perimeter",
      "dns-endpoint-closed",
    ],
  },
  needs: ["request", "cluster", "target", "errorText"],
  wants: ["http", "permissions"],

  run({ request, cluster, target, errorText }, { http, permissions }) {
    if (!cluster.endpoints.dns.allowExternalTraffic) {
      return { status: "not-applicable", summary: "The DNS endpoint is closed to outside traffic: IAM is not asked." };
    }
    const open: Evidence = {
      fact: "cluster",
      label: "External traffic",
      observed: "allowed",
      field: "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic",
    };
    if (request.vantage.kind !== "server") {
      const named = errorText.given && errorText.details.permission === permission;
      const refused = errorSays(errorText, "dns-endpoint-forbidden") === "certainly";
      if (!named && !refused) {
        return { status: "not-applicable", summary: "Nothing shows that the front end refused you." };
      }
      const observed = named ? `${permission} is required` : errorTitle(errorText, "dns-endpoint-forbidden");
      const text: Evidence = { fact: "errorText", label: "Your error text", observed };
      return denied("you", [text, open], named);
    }

    if (target.kind !== "dns") {
      return { status: "not-applicable", summary: "The connection does not go to the DNS endpoint." };
    }
    if (http === undefined) return { status: "waiting" };
    if (http.state === "unknown") {
      return { status: "not-applicable", summary: `This server's request got no answer: ${http.detail}.` };
    }
    const refusal = http.value.answers.find(({ status, body }) => status === 403 && body === "html");
    if (!refusal) {
      const through = http.value.answers.find(({ body }) => body === "ok" || body === "kubernetes-status");
      if (!through) return { status: "not-applicable", summary: "The front end did not answer with its 403 page." };
      const observed = `${through.path}: ${through.status}`;
      const answer: Evidence = { fact: "http", label: "Answer to this server", observed };
      return { status: "pass", summary: "The front end let this server's request through.", evidence: [answer] };
    }
    if (permissions === undefined) return { status: "waiting" };
    const page: Evidence = { fact: "http", label: `Answer to ${refusal.path}`, observed: "403, an HTML page" };
    if (permissions.state === "known" && permissions.value.denied.includes(permission)) {
      const missing: Evidence = { fact: "permissions", label: "Missing permission", observed: permission };
      return denied("this server's account", [page, missing, open], true);
    }
    return denied("this server's account", [page, open], false);
  },
});

/** @param proven false when it follows from an open endpoint that refused, where a condition on a role can do the same */
function denied(who: string, evidence: readonly [Evidence, ...Evidence[]], proven: boolean): CheckOutcome {
  return {
    status: "fail",
    summary: `The DNS endpoint is open, and its front end refused ${who}: ${permission} is missing.`,
    evidence,
    remedies: [{ id: "grant-role", params: { role: "roles/container.clusterViewer", permission } }],
    ...(proven ? {} : { certainty: "likely" as const }),
  };
}
