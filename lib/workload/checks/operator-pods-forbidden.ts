import { errorDetails, errorSays } from "@/lib/workload/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { textEvidence } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

const role = "roles/container.developer";

/** Catalogue item 71. Whoever runs the task must be allowed to make pods in the cluster. */
export const operatorPodsForbidden = defineCheck({
  meta: {
    id: "operator-pods-forbidden",
    hop: "environment",
    title: "The task may make pods",
    failureTitle: "The task may not make pods in the cluster",
    why: "The operator reached Kubernetes and was refused before there was a pod. Airflow's own account needs the right to make pods.",
    learnMoreUrl: learnMore.startPodOperator,
    dependsOn: ["composer-environment-missing", "operator-config-file-missing", "operator-default-namespace"],
  },
  needs: ["request", "errorText"],
  wants: ["environmentAccount"],

  run({ request, errorText }, { environmentAccount }) {
    if (!errorSays(errorText, "pods-create-forbidden")) {
      return { status: "not-applicable", summary: "No error text says that a pod may not be made." };
    }
    if (environmentAccount === undefined) return { status: "waiting" };
    const { caller, namespace } = errorDetails(errorText);
    const account =
      environmentAccount.state === "known" && environmentAccount.value.outcome === "found"
        ? environmentAccount.value
        : undefined;
    const isEnvironment = account !== undefined && (caller === undefined || caller === account.email);
    const lacks: readonly Evidence[] =
      isEnvironment && !account.hasContainerDeveloper
        ? [
            {
              fact: "environmentAccount",
              label: `${role} of ${account.email}`,
              observed: "not in the project's policy",
            },
          ]
        : [];
    return {
      status: "fail",
      summary: `Kubernetes does not let ${caller ?? "the task"} make pods in the namespace ${namespace ?? request.namespace}.`,
      evidence: [textEvidence("pods-create-forbidden"), ...lacks],
      remedies: lacks.length > 0 ? [{ id: "grant-environment-role", params: { role } }] : [],
    };
  },
});
