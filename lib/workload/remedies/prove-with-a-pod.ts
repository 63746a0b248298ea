import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

const url = "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/email";

/** What no configuration can tell: whether a pod gets the identity and a token. */
export const proveWithAPod = defineRemedy({
  id: "prove-with-a-pod",
  risk: "none",
  needs: ["request", "cluster"],
  plan({ request, cluster }) {
    if (cluster.outcome !== "found") return { refused: "There is no cluster that a pod could be run in from here." };
    const { namespace, serviceAccount, googleServiceAccount } = request;
    const overrides = JSON.stringify({ spec: { serviceAccountName: serviceAccount } });
    const words = [
      "kubectl",
      "run",
      "drawbridge-probe",
      `--namespace=${namespace}`,
      "--rm",
      "--stdin",
      "--restart=Never",
    ];
    const curl = ["curl", "--silent", "--show-error", "--header", "Metadata-Flavor: Google", url];
    return {
      title: `Ask the metadata server from a pod under ${namespace}/${serviceAccount}`,
      steps: [
        {
          summary: "Run a probe pod from this page: it asks who it is and whether it gets a token, and is deleted.",
          request: null,
        },
        {
          summary: `It should name ${googleServiceAccount ?? cluster.view.workloadPool ?? "the workload pool"}, and get a token.`,
          request: null,
        },
      ],
      changes: [],
      permissions: ["container.pods.create", "container.pods.get", "container.pods.getLogs", "container.pods.delete"],
      commands: {
        gcloud: null,
        kubectl: command([
          ...words,
          "--image=curlimages/curl:8.11.1",
          `--overrides=${overrides}`,
          "--command",
          "--",
          ...curl,
        ]),
        terraform: null,
      },
      undo: null,
      warnings: ["The command asks for the name only. Never print the token itself: it would be in the log."],
      files: [],
    };
  },
});
