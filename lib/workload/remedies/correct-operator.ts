import { composerNamespace } from "./composer-namespace";
import { operatorAt, written } from "./dag-operator";
import { defineRemedy } from "./define-remedy";

/** The operator's arguments, as the identity that was asked about needs them. */
export const correctOperator = defineRemedy({
  id: "correct-operator",
  risk: "none",
  needs: ["request", "dag"],
  wants: ["environment"],
  plan({ request, dag }, { line }, { environment }) {
    const operator = operatorAt(dag, line);
    if ("refused" in operator) return operator;
    const inComposer =
      operator.kind === "KubernetesPodOperator" &&
      environment?.outcome === "found" &&
      (environment.view.generation ?? 1) >= 2 &&
      request.namespace === composerNamespace;
    const wanted = [
      { name: "namespace", is: operator.namespace, shall: request.namespace },
      { name: "service_account_name", is: operator.serviceAccount, shall: request.serviceAccount },
      ...(inComposer
        ? [{ name: "config_file", is: operator.configFile, shall: "/home/airflow/composer_kube_config" }]
        : []),
    ];
    const wrong = wanted.filter(({ name, is, shall }) => {
      // Pods without one run under `default`.
      const counts = name === "service_account_name" && is === null ? "default" : is;
      return counts !== shall;
    });
    if (wrong.length === 0) return { refused: `The operator at line ${line} has these arguments already.` };
    return {
      title: `Correct the ${operator.kind} at line ${line}`,
      steps: wrong.map(({ name, shall }) => ({ summary: `Set ${name}=${written(shall)}.`, request: null })),
      changes: wrong.map(({ name, is, shall }) => ({
        field: `line ${line} ${name}`,
        before: written(is),
        after: written(shall),
      })),
      permissions: [],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: "Put the earlier version of the DAG file back.",
      warnings: [
        ...(wrong.some(({ is }) => is === undefined)
          ? ["Some of it is computed when the DAG runs, and could not be read: look whether it comes to the same."]
          : []),
        "Airflow takes a changed file up within some minutes.",
      ],
      files: [],
    };
  },
});
