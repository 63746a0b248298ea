import { errorHost } from "@/lib/diagnosis/facts/derive/dialled";
import { hostOf } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

/** Catalogue item 13. The public endpoint must be on for whoever connects to it, or to the address that it once had. */
export const publicEndpointDisabled = defineCheck({
  meta: {
    id: "public-endpoint-disabled",
    hop: "endpoint",
    title: "The public endpoint is on",
    failureTitle: "The public endpoint is off",
    why: "A public endpoint that is off drops every packet to its address, and a kubeconfig from before keeps that address.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "cluster-provisioning",
      "cluster-unhealthy",
      "ip-endpoints-disabled",
    ],
  },
  needs: ["cluster", "target", "kubeconfig", "errorText"],
  wants: ["caller"],

  run({ cluster, target, kubeconfig, errorText }, { caller }) {
    const { ipEnabled, public: publicEndpoint, retiredPublicAddress: retired } = cluster.endpoints;
    const setting: Evidence = {
      fact: "cluster",
      label: "Public endpoint",
      observed: publicEndpoint.enabled ? "on" : "off",
      field: "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint",
    };
    if (publicEndpoint.enabled) {
      if (target.kind === "public" && publicEndpoint.address === null) {
        const detail = "the public endpoint's address";
        return {
          status: "unknown",
          summary: "The public endpoint is on, and Google names no address for it yet.",
          missing: [{ fact: "cluster", reason: "not-observable", detail }],
        };
      }
      return target.kind === "public"
        ? { status: "pass", summary: "The public endpoint is on.", evidence: [setting] }
        : { status: "not-applicable", summary: "The connection goes to another endpoint." };
    }
    if (!ipEnabled)
      return { status: "not-applicable", summary: "Not only the public endpoint: all IP endpoints are off." };

    const server = kubeconfig.given ? kubeconfig.summary.server : null;
    const inKubeconfig = retired !== null && server !== null && hostOf(server) === retired;
    const inError = retired !== null && errorHost(errorText) === retired && !provesAnswer(errorText);
    if (target.kind !== "public" && !inKubeconfig && !inError) {
      return {
        status: "not-applicable",
        summary: "The public endpoint is off, and the connection goes to another one.",
      };
    }
    if (caller === undefined) return { status: "waiting" };

    const evidence: [Evidence, ...Evidence[]] = [setting];
    if (inKubeconfig && server !== null) {
      evidence.push({ fact: "kubeconfig", label: "Server", observed: server, field: "clusters[].cluster.server" });
    }
    if (inError) evidence.push({ fact: "errorText", label: "Address in your error text", observed: retired });
    const where = retired ? ` Nothing answers at its old address ${retired}.` : "";
    return {
      status: "fail",
      summary: `The public endpoint of ${cluster.name.cluster} is off.${where}`,
      evidence,
      remedies: otherWaysIn(cluster, caller.state === "known" ? caller.value : undefined, "public"),
      // Another endpoint was asked for: the kubeconfig is worth correcting, and not what this diagnosis is about.
      ...(target.kind === "public" || inError ? {} : { severity: "advisory" as const }),
    };
  },
});
