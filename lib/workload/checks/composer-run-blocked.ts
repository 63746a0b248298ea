import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { textEvidence } from "./given/evidence";
import { learnMore } from "./given/learn-more";

/** Catalogue item 73. `gcloud composer environments run` goes through the cluster's control plane on Composer 2. */
export const composerRunBlocked = defineCheck({
  meta: {
    id: "composer-run-blocked",
    hop: "environment",
    title: "gcloud gets to the environment's cluster",
    failureTitle: "gcloud does not get to the environment's cluster",
    why: "On older images gcloud runs Airflow's commands by kubectl in the environment's cluster, whose list lets only some networks in.",
    learnMoreUrl: learnMore.composerCommands,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["environment", "errorText"],

  run({ environment, errorText }) {
    if (!errorSays(errorText, "composer-run-timeout")) {
      return { status: "not-applicable", summary: "No error text speaks of gcloud composer environments run." };
    }
    if (environment.outcome !== "found") {
      return { status: "not-applicable", summary: "You asked about no environment, so its list is not known." };
    }
    const { generation, authorizedNetworks: networks, publicEndpointDisabled, name } = environment.view;
    if (generation === 3)
      return { status: "not-applicable", summary: "Composer 3 has no cluster that gcloud would call." };
    const text = textEvidence("composer-run-timeout");
    if (publicEndpointDisabled) {
      return {
        status: "fail",
        summary: `The cluster of ${name} has no public endpoint: gcloud gets to it from inside its network only.`,
        evidence: [{ ...endpoint, observed: "off" }, text],
        remedies: [],
      };
    }
    if (!networks?.enabled) {
      return {
        status: "not-applicable",
        summary: `Composer keeps no list for the cluster of ${name}: something else keeps gcloud from it. Diagnose the way to the cluster.`,
      };
    }
    const listed = networks.cidrBlocks.map(({ cidrBlock }) => cidrBlock).join(", ") || "none";
    return {
      status: "fail",
      summary: `The cluster of ${name} lets in only the networks that Composer lists: ${listed}.`,
      evidence: [
        {
          fact: "environment",
          label: "Authorized networks",
          observed: listed,
          field: "config.masterAuthorizedNetworksConfig.cidrBlocks",
        },
        text,
      ],
      remedies: [{ id: "authorize-in-composer", params: {} }],
      certainty: "likely",
    };
  },
});

const endpoint = {
  fact: "environment",
  label: "Public endpoint",
  field: "config.privateEnvironmentConfig.privateClusterConfig.enablePrivateEndpoint",
} as const;
