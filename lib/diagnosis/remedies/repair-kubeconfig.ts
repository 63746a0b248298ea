import { isDnsEndpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays } from "@/lib/diagnosis/facts/derive/error-says";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

const backup = 'cp "$HOME/.kube/config" "$HOME/.kube/config.before"';

/** Two things that can be wrong inside the file: it cannot be read, or it pins a CA for the DNS endpoint. */
export const repairKubeconfig = defineRemedy({
  id: "repair-kubeconfig",
  risk: "none",
  needs: ["kubeconfig", "errorText"],

  plan({ kubeconfig, errorText }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    const keepsCopy = 'Take the copy back: cp "$HOME/.kube/config.before" "$HOME/.kube/config"';

    if (summary?.server && isDnsEndpointHost(summary.server) && summary.caSha256 !== null) {
      // kubectl splits the property at its dots, so the name of an entry must have none.
      const entry = summary.context !== null && !summary.context.includes(".") ? summary.context : undefined;
      return {
        title: "Stop pinning a CA for the DNS endpoint",
        steps: [
          { summary: `Keep a copy of the file: ${backup}`, request: null },
          { summary: "Remove certificate-authority-data from the cluster's entry.", request: null },
        ],
        changes: [
          {
            field: "clusters[].cluster.certificate-authority-data",
            before: `SHA-256 ${summary.caSha256}`,
            after: null,
          },
        ],
        permissions: [],
        commands: {
          gcloud: null,
          kubectl: entry
            ? command(["kubectl", "config", "unset", `clusters.${entry}.certificate-authority-data`])
            : null,
          terraform: null,
        },
        undo: keepsCopy,
        warnings: [
          entry
            ? "The command takes the cluster's entry to have the context's name, as get-credentials writes it."
            : "The entry's name has a dot, or is not known, and kubectl config unset cannot name it: edit the file, or get a new kubeconfig.",
        ],
        files: [],
      };
    }

    if (errorSays(errorText, "kubeconfig-invalid") !== "no") {
      return {
        title: "Make the kubeconfig readable again",
        steps: [
          { summary: `Keep a copy of the file: ${backup}`, request: null },
          { summary: "Correct the line that kubectl names, or delete the broken entry.", request: null },
          { summary: "If nothing in it is worth keeping, move the file away and get a new one.", request: null },
        ],
        changes: [],
        permissions: [],
        commands: { gcloud: null, kubectl: "kubectl config view", terraform: null },
        undo: keepsCopy,
        warnings: [
          "gcloud container clusters get-credentials replaces a file that it cannot read, and every entry in it is lost: copy it first.",
          "The paths are kubectl's default; KUBECONFIG may name another file.",
        ],
        files: [],
      };
    }
    return {
      refused: "Neither the kubeconfig nor the error text that was given shows something to repair in the file.",
    };
  },
});
