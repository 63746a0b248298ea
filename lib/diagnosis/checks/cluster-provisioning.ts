import { endpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle, provesAnswer, unreadyCauses } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 16. A cluster that is being made has no control plane yet; one that is being deleted has none soon. */
export const clusterProvisioning = defineCheck({
  meta: {
    id: "cluster-provisioning",
    hop: "cluster",
    title: "The cluster exists in full",
    failureTitle: "The cluster has no control plane to reach",
    why: "The control plane and its endpoints are there only between the end of creation and the start of deletion.",
    learnMoreUrl:
      "https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#Status",
    dependsOn: [],
  },
  needs: ["cluster", "errorText"],

  run({ cluster, errorText }) {
    const status: Evidence = { fact: "cluster", label: "Status", observed: cluster.status, field: "status" };
    const hosts = (["public", "private", "dns"] as const).flatMap((kind) => endpointHost(cluster, kind) ?? []);
    const endpoints: Evidence = {
      fact: "cluster",
      label: "Endpoints",
      observed: hosts.join(", ") || "none",
      field: "controlPlaneEndpointsConfig",
    };
    const agrees = errorSays(errorText, "gcloud-cluster-provisioning", "gcloud-cluster-not-running") === "certainly";
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "gcloud-cluster-provisioning", "gcloud-cluster-not-running"),
    };
    const support = agrees ? [text] : [];
    // The API server may answer before creation or deletion ends: then this is not what keeps the person out.
    const served = provesAnswer(errorText) && errorSays(errorText, ...unreadyCauses) === "no";
    const weight = served ? ({ severity: "advisory" } as const) : {};

    if (cluster.status === "PROVISIONING") {
      return {
        status: "fail",
        title: "The cluster is still being created",
        summary: `${cluster.name.cluster} is still being created${hosts.length === 0 ? " and has no endpoint yet" : ""}.`,
        evidence: [status, endpoints, ...support],
        remedies: [{ id: "wait-for-cluster", params: {} }],
        ...weight,
      };
    }
    if (cluster.status === "STOPPING") {
      return {
        status: "fail",
        title: "The cluster is being deleted",
        summary: `${cluster.name.cluster} is being deleted; nothing brings it back.`,
        evidence: [status, endpoints, ...support],
        remedies: [],
        ...weight,
      };
    }
    if (hosts.length === 0 && cluster.status === "ERROR") {
      return { status: "not-applicable", summary: "The cluster is in the status ERROR, which is judged by itself." };
    }
    if (hosts.length === 0) {
      return {
        status: "fail",
        summary: `${cluster.name.cluster} is ${cluster.status} and has no endpoint at all.`,
        evidence: [endpoints, status, ...support],
        remedies: [{ id: "wait-for-cluster", params: {} }],
        certainty: "likely",
      };
    }
    return {
      status: "pass",
      summary: `The cluster has its endpoints: ${hosts.join(", ")}.`,
      evidence: [status, endpoints],
    };
  },
});
