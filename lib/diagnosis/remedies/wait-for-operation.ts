import { formatClusterName } from "@/lib/core/cluster-name";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** Follows the operation that holds the cluster; it sends nothing that changes anything. */
export const waitForOperation = defineRemedy({
  id: "wait-for-operation",
  risk: "none",
  needs: ["request", "operations"],

  plan({ request, operations }, { operation: name }) {
    const operation = operations.running.find((running) => running.name === name);
    if (!operation) return { refused: `The operation ${name} is not running any more: try the update again.` };
    const { project, location } = request.cluster;
    const started = operation.startTime ? `, since ${operation.startTime}` : "";
    const long = operation.type === "UPGRADE_NODES";
    return {
      title: `Wait for ${operation.type}`,
      steps: [
        {
          summary: `Ask for ${name} every 5 seconds until its status is DONE (now ${operation.status}${started}).`,
          request: {
            method: "GET",
            path: `/v1/projects/${project}/locations/${location}/operations/${name}`,
            body: null,
          },
        },
        { summary: `Run again for ${formatClusterName(request.cluster)}, and send the update anew.`, request: null },
      ],
      changes: [],
      permissions: ["container.operations.get", "container.operations.list"],
      commands: {
        gcloud: command([
          ...["gcloud", "container", "operations", "wait", name],
          ...["--location", location, "--project", project],
        ]),
        kubectl: null,
        terraform: null,
      },
      undo: null,
      warnings: [
        "DONE may also mean failed or cancelled: look at the operation's error.",
        ...(long ? ["An upgrade of nodes can take hours, with disruption budgets days."] : []),
      ],
      files: [],
    };
  },
});
