import { errorDetails, errorSays } from "@/lib/workload/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { textEvidence } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/** Catalogue item 72. Newer versions of the provider read the pod's events. */
export const operatorEventsForbidden = defineCheck({
  meta: {
    id: "operator-events-forbidden",
    hop: "environment",
    title: "The operator may read events",
    failureTitle: "The operator may not read events",
    why: "Since version 10.6 the operator logs the pod's events; where it may not list them, tasks have failed after an upgrade.",
    learnMoreUrl: learnMore.providerChanges,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["request", "errorText"],

  run({ request, errorText }) {
    if (!errorSays(errorText, "events-list-forbidden")) {
      return { status: "not-applicable", summary: "No error text speaks of events." };
    }
    const { caller, namespace } = errorDetails(errorText);
    const who: readonly Evidence[] = caller ? [{ fact: "errorText", label: "Caller", observed: caller }] : [];
    return {
      status: "fail",
      summary: `Kubernetes does not let ${caller ?? "the operator"} list events in the namespace ${namespace ?? request.namespace}.`,
      evidence: [textEvidence("events-list-forbidden"), ...who],
      remedies: [{ id: "allow-event-reading", params: {} }],
    };
  },
});
