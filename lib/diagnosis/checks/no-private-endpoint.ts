import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

const refusals: readonly ErrorCause[] = ["gcloud-not-private", "gcloud-no-private-endpoint"];

/** Catalogue item 15. Whoever asks for the internal address must find one. */
export const noPrivateEndpoint = defineCheck({
  meta: {
    id: "no-private-endpoint",
    hop: "endpoint",
    title: "The cluster has a private endpoint",
    failureTitle: "This cluster has no private endpoint",
    why: "--internal-ip takes the private endpoint's address, and there is none to take.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
    dependsOn: ["no-kubeconfig-context", "wrong-context", "cluster-provisioning", "cluster-unhealthy"],
  },
  needs: ["cluster", "target", "errorText"],
  wants: ["caller"],

  run({ cluster, target, errorText }, { caller }) {
    const { ipEnabled, private: endpoint } = cluster.endpoints;
    const said = errorSays(errorText, ...refusals) !== "no";
    if (target.kind !== "private" && !said) {
      return { status: "not-applicable", summary: "Nobody asked for the private endpoint." };
    }
    if (!ipEnabled)
      return { status: "not-applicable", summary: "Not only the private endpoint: all IP endpoints are off." };

    const setting: Evidence = {
      fact: "cluster",
      label: "Private endpoint",
      observed: endpoint.address ?? "none",
      field: "controlPlaneEndpointsConfig.ipEndpointsConfig.privateEndpoint",
    };
    if (endpoint.address !== null) {
      return { status: "pass", summary: `The private endpoint is ${endpoint.address}.`, evidence: [setting] };
    }
    if (caller === undefined) return { status: "waiting" };
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, ...refusals),
    };
    return {
      status: "fail",
      summary: `${cluster.name.cluster} has no private endpoint, so there is no internal address to connect to.`,
      evidence: said ? [setting, text] : [setting],
      remedies: otherWaysIn(cluster, caller.state === "known" ? caller.value : undefined, "private"),
    };
  },
});
