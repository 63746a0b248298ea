import { defineRemedy } from "./define-remedy";

/** The credential plugin on the PATH of whatever starts kubectl. */
export const installAuthPlugin = defineRemedy({
  id: "install-auth-plugin",
  risk: "none",
  needs: ["errorText"],

  plan({ errorText }) {
    const named = errorText.given ? errorText.details.plugin : undefined;
    return {
      title: "Install gke-gcloud-auth-plugin and put it on the PATH",
      steps: [
        {
          summary:
            "Install the plugin with gcloud; where gcloud itself came from apt: sudo apt-get install google-cloud-cli-gke-gcloud-auth-plugin",
          request: null,
        },
        { summary: "See that the shell finds it: gke-gcloud-auth-plugin --version", request: null },
        {
          summary: "See that it finds gcloud, which it asks for the token: gcloud config config-helper",
          request: null,
        },
      ],
      changes: [],
      permissions: [],
      commands: { gcloud: "gcloud components install gke-gcloud-auth-plugin", kubectl: null, terraform: null },
      undo: "Remove it again: gcloud components remove gke-gcloud-auth-plugin",
      warnings: [
        ...(named && named !== "gke-gcloud-auth-plugin"
          ? [
              `kubectl looked for ${named}: a new kubeconfig from get-credentials names the plugin as it is called today.`,
            ]
          : []),
        "Programs started from a dock or menu (Lens, an IDE) have another PATH than your shell: give the kubeconfig's users[].user.exec.command the full path.",
        "In a container or a CI job, the plugin and gcloud must be in that image.",
      ],
      files: [],
    };
  },
});
