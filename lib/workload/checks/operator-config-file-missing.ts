import { composerConfigFile } from "@/lib/workload/airflow/composer-defaults";
import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import { argument, operatorsIn } from "./given/operators";
import type { Evidence } from "./outcome";

const symptoms = ["caller-is-anonymous", "no-kubeconfig", "unauthorized", "pods-create-forbidden"] as const;
/** Of a text alone, without the DAG, only these point here. */
const telling = ["caller-is-anonymous", "no-kubeconfig"] as const;

/** Catalogue item 66. On Composer 2 the operator reaches the environment's cluster with Composer's kubeconfig. */
export const operatorConfigFileMissing = defineCheck({
  meta: {
    id: "operator-config-file-missing",
    hop: "environment",
    title: "The operator uses Composer's kubeconfig",
    failureTitle: "The operator does not use Composer's kubeconfig",
    why: "Without it the operator calls Kubernetes with no login, or with another one, and is refused.",
    learnMoreUrl: learnMore.operator,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["environment", "dag", "errorText"],

  run({ environment, dag, errorText }) {
    if (environment.outcome !== "found" || environment.view.generation !== 2) {
      return { status: "not-applicable", summary: "Only Composer 2 needs config_file." };
    }
    const text = textThatSays(errorText, ...symptoms);
    const operators = operatorsIn(dag, "KubernetesPodOperator");
    if (operators.length === 0) {
      const [said] = textThatSays(errorText, ...telling);
      if (!said || dag.given) return { status: "not-applicable", summary: "No KubernetesPodOperator is given." };
      return {
        status: "fail",
        summary: `The operator had no login for Kubernetes. On Composer 2, config_file=${composerConfigFile} gives it one.`,
        evidence: [said],
        remedies: [],
        certainty: "likely",
      };
    }
    const without = operators.filter(({ configFile }) => configFile === null);
    const others = operators.filter(
      ({ configFile }) => typeof configFile === "string" && configFile !== composerConfigFile,
    );
    const [first] = [...without, ...(errorSays(errorText, ...telling) ? others : [])];
    if (!first) {
      const unreadable = operators.some(({ configFile }) => configFile === undefined);
      const [line] = operators;
      if (unreadable || !line)
        return { status: "not-applicable", summary: "What config_file is cannot be read without running the DAG." };
      return {
        status: "pass",
        summary: `Every KubernetesPodOperator names a config_file.`,
        evidence: [argument(line, "config_file", line.configFile ?? "")],
      };
    }
    const written: Evidence = argument(first, "config_file", first.configFile ?? "not given");
    return {
      status: "fail",
      summary: `The KubernetesPodOperator in line ${first.line} has ${first.configFile ? `config_file=${first.configFile}` : "no config_file"}; on Composer 2 it is ${composerConfigFile}.`,
      evidence: [written, ...text],
      remedies: [{ id: "correct-operator", params: { line: first.line } }],
      // A connection of one's own may hold a kubeconfig: without a refusal it is only advice.
      ...(text.length > 0 ? {} : { severity: "advisory" }),
      certainty: "likely",
    };
  },
});
