import { composerNamespace } from "./composer-namespace";
import { defineRemedy } from "./define-remedy";

const configFile = "/home/airflow/composer_kube_config";

/** The namespace whose service account Composer lets act as the environment's own account. */
export const useComposerNamespace = defineRemedy({
  id: "use-composer-namespace",
  risk: "none",
  needs: ["request"],
  wants: ["environment", "dag"],
  plan({ request }, _, { environment, dag }) {
    const generation = environment?.outcome === "found" ? environment.view.generation : null;
    if (generation === 1) {
      return { refused: `Composer 1 has no namespace ${composerNamespace}: use a service account of your own.` };
    }
    const lines = dag?.given
      ? dag.operators.filter(
          ({ kind, namespace }) => kind === "KubernetesPodOperator" && namespace !== composerNamespace,
        )
      : [];
    return {
      title: `Run the pods in ${composerNamespace}`,
      steps: [
        {
          summary: `Set namespace="${composerNamespace}" and config_file="${configFile}" in the operators.`,
          request: null,
        },
        { summary: "Leave service_account_name out, or set it to default.", request: null },
      ],
      changes: lines.map(({ line, namespace }) => ({
        field: `line ${line} namespace`,
        before: namespace === undefined ? "…" : namespace,
        after: composerNamespace,
      })),
      permissions: [],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: `Put namespace="${request.namespace}" back.`,
      warnings: [
        "Pods there act as the environment's own service account, with all of its roles: a service account of one's own can have fewer.",
      ],
      files: [],
    };
  },
});
