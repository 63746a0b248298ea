import { formatContextName } from "@/lib/core/cluster-name";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { getCredentialsCommand } from "./get-credentials-command";

/** Makes another context of the person's kubeconfig the current one. Whether it is there, only their machine knows. */
export const useContext = defineRemedy({
  id: "use-context",
  risk: "none",
  needs: ["request", "kubeconfig"],

  plan({ request, kubeconfig }, { context }) {
    const before = kubeconfig.given ? kubeconfig.summary.context : null;
    if (context === "") return { refused: "No context is named." };
    if (before === context) return { refused: `${context} is the current context already.` };
    const own = context === formatContextName(request.cluster);
    return {
      title: `Switch kubectl to the context ${context}`,
      steps: [
        { summary: "See which contexts there are: kubectl config get-contexts", request: null },
        { summary: `Make ${context} the current one.`, request: null },
      ],
      changes: [{ field: "current-context", before, after: context }],
      permissions: [],
      commands: {
        gcloud: own ? getCredentialsCommand(request.cluster, request.endpoint) : null,
        kubectl: command(["kubectl", "config", "use-context", context]),
        terraform: null,
      },
      undo: before === null ? null : `Switch back: ${command(["kubectl", "config", "use-context", before])}`,
      warnings: [
        "Every kubectl command in every terminal that uses this kubeconfig goes to the new context from then on.",
        ...(own ? ["If there is no such context, the gcloud command gets it."] : []),
      ],
      files: [],
    };
  },
});
