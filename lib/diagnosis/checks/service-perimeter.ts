import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { CheckOutcome, Evidence } from "./outcome";

const signature = /vpcServiceControls|SECURITY_POLICY_VIOLATED|prohibited by organization's policy/i;

/**
 * Catalogue item 21. A VPC Service Controls perimeter must not stand between the caller and the DNS endpoint. The IP
 * endpoints are not behind it. Which access level or ingress rule is missing cannot be seen from here.
 */
export const servicePerimeter = defineCheck({
  meta: {
    id: "service-perimeter",
    hop: "endpoint",
    title: "No service perimeter refuses you",
    failureTitle: "A service perimeter refuses you",
    why: "VPC Service Controls answers 403 to whoever is outside the project's perimeter, whatever IAM says.",
    learnMoreUrl: "https://cloud.google.com/vpc-service-controls/docs/troubleshooting",
    dependsOn: ["no-kubeconfig-context", "wrong-context", "dns-endpoint-unresolvable"],
  },
  needs: ["request", "errorText"],
  wants: ["clusterLookup", "target", "http", "caller"],

  run({ request, errorText }, { clusterLookup, target, http, caller }) {
    const refused = (how: string, ...evidence: readonly [Evidence, ...Evidence[]]): CheckOutcome =>
      caller === undefined
        ? { status: "waiting" }
        : {
            status: "fail",
            summary: `A VPC Service Controls perimeter keeps callers out of this project. ${how}`,
            evidence,
            // An access level holds public addresses only.
            remedies:
              caller.state === "known" && caller.value.scope === "public"
                ? [{ id: "allow-in-perimeter", params: {} }]
                : [],
            certainty: "likely",
          };

    if (errorSays(errorText, "vpc-service-controls") === "certainly") {
      const observed = errorTitle(errorText, "vpc-service-controls");
      return refused("Your error text names it.", { fact: "errorText", label: "Your error text", observed });
    }

    if (clusterLookup === undefined) return { status: "waiting" };
    if (clusterLookup.state === "known" && clusterLookup.value.outcome === "perimeter-denied") {
      const answer: Evidence = {
        fact: "clusterLookup",
        label: "Google's answer to Drawbridge",
        observed: clusterLookup.value.message,
      };
      // That Drawbridge is outside says nothing of the person, unless Google refused the person as well.
      if (errorSays(errorText, "gcloud-permission-denied", "dns-endpoint-forbidden") !== "no") {
        const observed = errorTitle(errorText, "gcloud-permission-denied", "dns-endpoint-forbidden");
        const text: Evidence = { fact: "errorText", label: "Your error text", observed };
        return refused("It refused Drawbridge's own look at the cluster, and Google refused you.", answer, text);
      }
      if (errorText.given) {
        return { status: "not-applicable", summary: "A perimeter refused Drawbridge; your error is another one." };
      }
      const detail = "a place inside the project's service perimeter, which refused Drawbridge's look at the cluster";
      return {
        status: "unknown",
        summary: "A service perimeter refused Drawbridge, and whether it refuses you too is not known.",
        missing: [{ fact: "clusterLookup", reason: "permission-denied", detail }],
      };
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "Nothing shows a service perimeter." };
    }
    if (target === undefined) return { status: "waiting" };
    if (target.state === "unknown" || target.value.kind !== "dns") {
      return { status: "not-applicable", summary: "A perimeter guards the DNS endpoint only." };
    }
    if (http === undefined) return { status: "waiting" };
    if (http.state === "unknown") {
      return { status: "not-applicable", summary: `This server's request got no answer: ${http.detail}.` };
    }
    const { answers } = http.value;
    const refusal = answers.find(({ status, message }) => status === 403 && signature.test(message));
    if (refusal) {
      const { path, message } = refusal;
      return refused("It refused this server's request.", {
        fact: "http",
        label: `Answer to ${path}`,
        observed: message,
      });
    }
    const observed = answers.map(({ path, status }) => `${path}: ${status}`).join(", ");
    const seen: Evidence = { fact: "http", label: "Answers to this server", observed };
    return { status: "pass", summary: "No perimeter refused this server's request.", evidence: [seen] };
  },
});
