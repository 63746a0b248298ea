import { operatorAt, written } from "./dag-operator";
import { defineRemedy } from "./define-remedy";

/** GKEStartPodOperator goes to the public endpoint unless it is told otherwise. */
export const useInternalEndpoint = defineRemedy({
  id: "use-internal-endpoint",
  risk: "none",
  needs: ["dag"],
  plan({ dag }, { line }) {
    const operator = operatorAt(dag, line);
    if ("refused" in operator) return operator;
    if (operator.kind !== "GKEStartPodOperator") {
      return { refused: `The operator at line ${line} takes its endpoint from a kubeconfig, not from an argument.` };
    }
    if (operator.configFile) {
      return { refused: `The operator at line ${line} has a config_file, which GKEStartPodOperator does not take.` };
    }
    if (operator.usesInternalIp === true || operator.usesDnsEndpoint === true) {
      return { refused: `The operator at line ${line} does not use the public endpoint.` };
    }
    return {
      title: `Let the operator at line ${line} use the private endpoint`,
      steps: [
        {
          summary:
            "Set use_internal_ip=True. Airflow's workers have to be in a network that reaches the private endpoint.",
          request: null,
        },
        {
          summary: "Where they are not: open the cluster's DNS endpoint and set use_dns_endpoint=True instead.",
          request: null,
        },
      ],
      changes: [{ field: `line ${line} use_internal_ip`, before: written(operator.usesInternalIp), after: "True" }],
      permissions: ["container.clusters.get", "container.clusters.connect"],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: "Put the earlier version of the DAG file back.",
      warnings: [
        "use_dns_endpoint needs a version of apache-airflow-providers-google that has it: the linter says which.",
        "From another region the private endpoint needs global access.",
      ],
      files: [],
    };
  },
});
