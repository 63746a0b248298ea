import { defineRemedy } from "./define-remedy";

/**
 * A new Google login. The credential plugin keeps the token of the old one in a file beside the kubeconfig until it
 * expires, so that file goes too (domain facts, 4.2).
 */
export const logIn = defineRemedy({
  id: "log-in",
  risk: "none",
  needs: ["request"],

  plan({ request }) {
    if (request.vantage.kind === "server") {
      return {
        title: "Renew Drawbridge's own Google login",
        steps: [
          {
            summary:
              "On the machine that Drawbridge runs on, see which account its application default credentials are.",
            request: null,
          },
          { summary: "Renew them, or correct the service account that is attached to the machine.", request: null },
        ],
        changes: [],
        permissions: [],
        commands: { gcloud: "gcloud auth application-default login", kubectl: null, terraform: null },
        undo: null,
        warnings: ["On Google Cloud no login is needed: there the attached service account counts."],
        files: [],
      };
    }
    return {
      title: "Log in to Google again and drop the plugin's old token",
      steps: [
        { summary: "Log in with the account that has access to the cluster.", request: null },
        { summary: "Delete the file in which the credential plugin keeps the old account's token.", request: null },
        { summary: "See as whom Kubernetes knows you now: kubectl auth whoami", request: null },
      ],
      changes: [],
      permissions: [],
      commands: {
        gcloud: ["gcloud auth login", 'rm -f "$HOME/.kube/gke_gcloud_auth_plugin_cache"'].join("\n"),
        kubectl: null,
        terraform: null,
      },
      undo: "Switch back to another account with gcloud config set account, and delete the same file again.",
      warnings: [
        "The file lies beside your kubeconfig: look there when KUBECONFIG names another folder.",
        "If the kubeconfig starts the plugin with --use_application_default_credentials, log in with gcloud auth application-default login.",
        "With several accounts, gcloud auth list shows the active one; it must be the one that was given access.",
      ],
      files: [],
    };
  },
});
