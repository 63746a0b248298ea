import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 29. GKE refuses to turn authorized networks off while the public endpoint is off. */
export const authorizedNetworksRequired = defineCheck({
  meta: {
    id: "authorized-networks-required",
    hop: "authorized-networks",
    title: "Authorized networks are on where GKE wants them on",
    failureTitle: "GKE refused your update: the list has to stay on",
    why: "A cluster whose only IP endpoint is private keeps its list: GKE refuses every update that turns it off.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: ["wrong-context"],
  },
  needs: ["cluster", "errorText"],

  run({ cluster, errorText }) {
    const privateOnly = cluster.endpoints.ipEnabled && !cluster.endpoints.public.enabled;
    const { enabled } = cluster.authorizedNetworks;
    const endpoint: Evidence = {
      fact: "cluster",
      label: "Public endpoint",
      observed: cluster.endpoints.public.enabled ? "on" : "off",
      field: "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint",
    };
    const list: Evidence = {
      fact: "cluster",
      label: "Authorized networks",
      observed: enabled ? "on" : "off",
      field: `${authorizedNetworksField}.enabled`,
    };

    const says = errorSays(errorText, "gcloud-authorized-networks-required");
    if (says === "certainly" || (says === "possibly" && privateOnly)) {
      const error: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, "gcloud-authorized-networks-required"),
      };
      return {
        status: "fail",
        summary: privateOnly
          ? "The public endpoint is off, so authorized networks have to stay on. GKE refused the update, and changed nothing."
          : "GKE refused to turn authorized networks off: the update would have left the private endpoint alone.",
        evidence: [error, endpoint, list],
        remedies: dnsEndpoint(cluster),
        ...(says === "certainly" && privateOnly ? {} : { certainty: "likely" as const }),
      };
    }
    if (!privateOnly) {
      return { status: "not-applicable", summary: "Only a cluster without a public endpoint has to keep its list." };
    }
    return enabled
      ? {
          status: "pass",
          summary: "The public endpoint is off, and authorized networks are on.",
          evidence: [endpoint, list],
        }
      : { status: "not-applicable", summary: "Authorized networks are off, and no update was refused." };
  },
});
