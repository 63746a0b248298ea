import { composerNamespace } from "@/lib/workload/airflow/composer-defaults";
import { errorDetails, errorSays } from "@/lib/workload/facts/derive/error-says";
import { accountName } from "@/lib/workload/facts/derive/identity";
import { defineCheck } from "./define-check";
import { textEvidence, wantedAccount } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import { argument, operatorsIn } from "./given/operators";

/** Catalogue item 67. The operator's namespace decides which service account the pod has. */
export const operatorDefaultNamespace = defineCheck({
  meta: {
    id: "operator-default-namespace",
    hop: "environment",
    title: "The operator names its namespace",
    failureTitle: "The operator runs its pod in the namespace default",
    why: "In default, the pod has another Kubernetes service account than the one that is bound to the Google one.",
    learnMoreUrl: learnMore.operator,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["request", "environment", "dag", "errorText"],

  run({ request, environment, dag, errorText }) {
    if (environment.outcome !== "found" || environment.view.generation === 3) {
      return {
        status: "not-applicable",
        summary: "It is not about a Composer environment whose pods choose their namespace.",
      };
    }
    if (request.namespace === "default") {
      return { status: "not-applicable", summary: "You asked about the namespace default itself." };
    }
    const isComposers = request.namespace === composerNamespace && environment.view.generation !== 1;
    const operators = operatorsIn(dag, "KubernetesPodOperator");
    if (operators.length === 0) {
      const inDefault =
        errorSays(errorText, "pods-create-forbidden") && errorDetails(errorText).namespace === "default";
      if (!inDefault || dag.given) return { status: "not-applicable", summary: "No KubernetesPodOperator is given." };
      return {
        status: "fail",
        summary: `The operator tried to make its pod in the namespace default, not in ${request.namespace}.`,
        evidence: [textEvidence("pods-create-forbidden"), wantedAccount(request)],
        remedies: isComposers ? [{ id: "use-composer-namespace", params: {} }] : [],
      };
    }
    const first = operators.find(({ namespace }) => namespace === "default" || namespace === null);
    const here = operators.find(({ namespace }) => namespace === request.namespace);
    if (!first) {
      const [any] = operators;
      if (!here || !any)
        return { status: "not-applicable", summary: "No operator of the DAG falls back to the namespace default." };
      return {
        status: "pass",
        summary: `The operator in line ${here.line} runs its pod in ${request.namespace}.`,
        evidence: [argument(here, "namespace", request.namespace)],
      };
    }
    const missing = first.namespace === null;
    // One that cannot be read may be the one that is meant; one that is not given may come from the connection.
    const said = errorDetails(errorText).namespace === "default";
    const elsewhere = here === undefined && operators.every(({ namespace }) => namespace !== undefined);
    return {
      status: "fail",
      summary: missing
        ? `The operator in line ${first.line} names no namespace: without one from its connection or a template, its pod runs in default, not as ${accountName(request)}.`
        : `The operator in line ${first.line} runs its pod in default, not as ${accountName(request)}.`,
      evidence: [argument(first, "namespace", first.namespace ?? "not given"), wantedAccount(request)],
      remedies: isComposers
        ? [
            { id: "correct-operator", params: { line: first.line } },
            { id: "use-composer-namespace", params: {} },
          ]
        : [{ id: "correct-operator", params: { line: first.line } }],
      ...(missing ? { certainty: "likely" } : {}),
      ...(elsewhere && (!missing || said) ? {} : { severity: "advisory" }),
    };
  },
});
