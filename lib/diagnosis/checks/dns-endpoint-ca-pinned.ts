import { isDnsEndpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle, provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { isUsable } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 9. The DNS endpoint's certificate is from a public CA: a kubeconfig for it must not pin the cluster's. */
export const dnsEndpointCaPinned = defineCheck({
  meta: {
    id: "dns-endpoint-ca-pinned",
    hop: "kubeconfig",
    title: "The kubeconfig trusts the DNS endpoint's certificate",
    failureTitle: "Your kubeconfig pins a CA the DNS endpoint lacks",
    why: "The DNS endpoint has a certificate from a public CA. With the cluster's own CA pinned, kubectl rejects it.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl",
    dependsOn: ["no-kubeconfig-context", "wrong-context", "stale-server-address"],
  },
  needs: ["kubeconfig", "errorText"],
  wants: ["cluster"],

  run({ kubeconfig, errorText }, { cluster }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    if (!summary?.server || !isDnsEndpointHost(summary.server)) {
      return { status: "not-applicable", summary: "The kubeconfig, as far as given, is not for a DNS endpoint." };
    }
    const server: Evidence = {
      fact: "kubeconfig",
      label: "Server",
      observed: summary.server,
      field: "clusters[].cluster.server",
    };
    if (summary.caSha256 === null) {
      return { status: "pass", summary: "The kubeconfig pins no CA for the DNS endpoint.", evidence: [server] };
    }
    const pinned: Evidence = {
      fact: "kubeconfig",
      label: "Pinned CA (SHA-256)",
      observed: summary.caSha256,
      field: "clusters[].cluster.certificate-authority-data",
    };
    if (provesAnswer(errorText) || errorSays(errorText, "dns-endpoint-forbidden") === "certainly") {
      return {
        status: "pass",
        summary: "A CA is pinned for the DNS endpoint, yet the error text shows that TLS was set up.",
        evidence: [server, pinned],
      };
    }

    if (cluster === undefined) return { status: "waiting" };
    const known = cluster.state === "known" ? cluster.value : undefined;
    const remedies: RemedyRef[] = [];
    if (known && isUsable(known, "dns")) remedies.push({ id: "get-credentials", params: { endpoint: "dns" } });
    remedies.push({ id: "repair-kubeconfig", params: {} });

    const said = errorSays(errorText, "tls-unknown-ca") === "certainly";
    const own = known !== undefined && known.caSha256 === summary.caSha256;
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "tls-unknown-ca"),
    };
    return {
      status: "fail",
      summary: own
        ? "The kubeconfig pins the cluster's own CA for the DNS endpoint, whose certificate is from a public one."
        : "The kubeconfig pins a CA of its own for the DNS endpoint, whose certificate is from a public one.",
      evidence: said ? [server, pinned, text] : [server, pinned],
      remedies,
      ...(own || said ? {} : ({ certainty: "likely" } as const)),
    };
  },
});
