import { stringify } from "yaml";
import { defineRemedy } from "./define-remedy";

const url = "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/token";

/** In the first seconds of a pod on a new node the metadata server may not answer yet. */
export const waitForMetadataServer = defineRemedy({
  id: "wait-for-metadata-server",
  risk: "none",
  needs: ["request"],
  plan({ request: { namespace, serviceAccount } }) {
    const initContainers = [
      {
        name: "wait-for-metadata-server",
        image: "curlimages/curl:8.11.1",
        command: ["curl"],
        args: [
          ...["--silent", "--show-error", "--fail", "--output", "/dev/null", "--header", "Metadata-Flavor: Google"],
          ...[
            "--retry",
            "30",
            "--retry-connrefused",
            "--retry-max-time",
            "60",
            "--connect-timeout",
            "3",
            "--max-time",
            "10",
          ],
          url,
        ],
      },
    ];
    return {
      title: "Wait for the metadata server before the pod's own program starts",
      steps: [
        {
          summary: `Add the init container to the pods under ${namespace}/${serviceAccount}: init_containers of KubernetesPodOperator, or the pod's template.`,
          request: null,
        },
      ],
      changes: [],
      permissions: [],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: "Take the init container out again.",
      warnings: ["The token goes to /dev/null: it is in no log.", "The image has to be one that the cluster can pull."],
      files: [{ name: "init-containers.yaml", mediaType: "application/yaml", content: stringify({ initContainers }) }],
    };
  },
});
