import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Error catalogue, TLS: a certificate outside its dates, or a clock that makes it look so. */
export const certificateExpired = defineCheck({
  meta: {
    id: "certificate-expired",
    hop: "tls",
    title: "The certificate is within its dates",
    failureTitle: "The certificate is outside its dates",
    why: "A certificate counts only between its two dates by the clock of whoever checks it: either it, or that clock, is off.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/credential-rotation",
    dependsOn: ["wrong-context", "stale-server-address", "intercepting-proxy"],
  },
  needs: ["request", "errorText"],
  wants: ["cluster", "tls"],

  run({ request, errorText }, { cluster, tls }) {
    const causes = ["tls-cert-expired", "tls-cert-not-yet-valid"] as const;
    if (errorSays(errorText, ...causes) === "certainly") {
      if (cluster === undefined) return { status: "waiting" };
      const early = errorSays(errorText, "tls-cert-not-yet-valid") === "certainly";
      const condition =
        cluster.state === "known" ? cluster.value.conditions.find(({ code }) => code === "CA_EXPIRING") : undefined;
      const text: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, ...causes),
      };
      if (condition && !early) {
        const expiring: Evidence = {
          fact: "cluster",
          label: "Condition CA_EXPIRING",
          observed: condition.message || condition.code,
          field: "conditions",
        };
        return {
          status: "fail",
          summary: "The certificate has expired, and the cluster reports that its CA runs out.",
          evidence: [text, expiring],
          remedies: [{ id: "repair-cluster", params: {} }],
        };
      }
      return {
        status: "fail",
        summary: early
          ? "By your machine's clock the certificate is not valid yet: the clock is behind."
          : "By your machine's clock the certificate has expired; the cluster reports no CA that runs out.",
        evidence: [text],
        remedies: [{ id: "synchronise-clock", params: {} }],
        certainty: "likely",
      };
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "No error text speaks of a certificate's dates." };
    }
    if (tls === undefined) return { status: "waiting" };
    if (tls.state === "unknown")
      return { status: "not-applicable", summary: "No certificate was seen from this server." };
    const until: Evidence = { fact: "tls", label: "Valid until", observed: tls.value.validTo || "not said" };
    switch (tls.value.outcome) {
      case "trusted":
        return { status: "pass", summary: `The certificate is valid until ${until.observed}.`, evidence: [until] };
      case "expired": {
        if (cluster === undefined) return { status: "waiting" };
        const reported = cluster.state === "known" && cluster.value.conditions.length > 0;
        const repair: readonly RemedyRef[] = reported ? [{ id: "repair-cluster", params: {} }] : [];
        return {
          status: "fail",
          summary: `By this server's clock the certificate expired at ${until.observed}.`,
          evidence: [until, { fact: "tls", label: "Issuer", observed: tls.value.issuer }],
          remedies: [...repair, { id: "synchronise-clock", params: {} }],
        };
      }
      case "not-yet-valid":
        return {
          status: "fail",
          summary: "By this server's clock the certificate is not valid yet: the clock is behind.",
          evidence: [until, { fact: "tls", label: "TLS", observed: tls.value.detail }],
          remedies: [{ id: "synchronise-clock", params: {} }],
        };
      default:
        return { status: "not-applicable", summary: "TLS from this server ended before the dates were compared." };
    }
  },
});
