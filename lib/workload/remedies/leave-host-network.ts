import { defineRemedy } from "./define-remedy";

/** A pod on the host's network talks to the nodes' own metadata server. */
export const leaveHostNetwork = defineRemedy({
  id: "leave-host-network",
  risk: "disruptive",
  needs: ["request"],
  wants: ["pods"],
  plan({ request: { namespace } }, { pod }, { pods }) {
    const found = pods?.pods.find(({ name }) => name === pod);
    if (found && !found.hostNetwork) return { refused: `${pod} is not on the host's network.` };
    return {
      title: `Take ${namespace}/${pod} off the host's network`,
      steps: [
        {
          summary:
            "Remove hostNetwork: true where the pod is made: the operator's hostnetwork argument, its full_pod_spec or pod_template_file.",
          request: null,
        },
        { summary: "Run it again: a pod that runs cannot be changed.", request: null },
      ],
      changes: [{ field: `Pod ${namespace}/${pod} spec.hostNetwork`, before: "true", after: "false" }],
      permissions: ["container.pods.create"],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: "Put hostNetwork: true back where the pod is made.",
      warnings: [
        "On a network of its own the pod has another address, and ports of the node are not its own any more.",
      ],
      files: [],
    };
  },
});
