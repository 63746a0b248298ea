import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

const service = "container.googleapis.com";

/** Turns the Kubernetes Engine API on; first billing, when that is what Google misses. */
export const enableKubernetesApi = defineRemedy({
  id: "enable-kubernetes-api",
  risk: "safe",
  needs: ["request"],
  wants: ["clusterLookup"],

  plan({ request }, _, { clusterLookup }) {
    const { project } = request.cluster;
    const outcome = clusterLookup?.outcome;
    if (outcome === "found" || outcome === "not-found") {
      return { refused: `The Kubernetes Engine API answered for ${project} (${outcome}): it is on.` };
    }
    if (outcome === "perimeter-denied") {
      return { refused: `A service perimeter refused the call for ${project}: enabling the API does not change that.` };
    }
    const billing = outcome === "billing-disabled";
    const enable = command(["gcloud", "services", "enable", service, "--project", project]);
    const link = command(["gcloud", "billing", "projects", "link", project, "--billing-account", "BILLING_ACCOUNT_ID"]);
    const resource = [
      'resource "google_project_service" "container" {',
      `  project            = ${hclString(project)}`,
      `  service            = ${hclString(service)}`,
      "  disable_on_destroy = false",
      "}",
    ].join("\n");
    return {
      title: billing ? `Turn on billing for ${project}` : `Enable ${service} in ${project}`,
      steps: [
        ...(billing
          ? [{ summary: "Link a billing account; put its id in the place of BILLING_ACCOUNT_ID.", request: null }]
          : []),
        { summary: `Enable ${service}; it takes a minute or two to have effect.`, request: null },
      ],
      changes: [{ field: `services/${service}`, before: "DISABLED", after: "ENABLED" }],
      permissions: [
        "serviceusage.services.enable",
        ...(billing ? ["resourcemanager.projects.createBillingAssignment", "billing.resourceAssociations.create"] : []),
      ],
      commands: { gcloud: billing ? [link, enable].join("\n") : enable, kubectl: null, terraform: resource },
      undo: `Disable it again, as long as no cluster needs it: ${["gcloud", "services", "disable", service, "--project", project].map(shellQuote).join(" ")}`,
      warnings: [
        `A project whose API is off has no clusters: make sure that ${project} is the one you mean.`,
        ...(billing ? ["From then on the project's resources are charged to that account."] : []),
      ],
      files: [],
    };
  },
});
