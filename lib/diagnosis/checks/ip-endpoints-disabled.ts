import { parseAddress } from "@/lib/core/address";
import { hostOf } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle, provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { isLocalTunnel } from "@/lib/diagnosis/facts/derive/local-tunnel";
import { dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 17. A cluster whose IP endpoints are off has no address to connect to: its DNS endpoint is the way in. */
export const ipEndpointsDisabled = defineCheck({
  meta: {
    id: "ip-endpoints-disabled",
    hop: "endpoint",
    title: "The cluster can be reached by IP address",
    failureTitle: "The cluster's IP endpoints are off",
    why: "With ipEndpointsConfig.enabled=false no address of the control plane answers, public or private.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
    dependsOn: ["no-kubeconfig-context", "wrong-context", "cluster-provisioning", "cluster-unhealthy"],
  },
  needs: ["cluster", "target", "kubeconfig", "errorText"],

  run({ cluster, target, kubeconfig, errorText }) {
    const { ipEnabled } = cluster.endpoints;
    const setting: Evidence = {
      fact: "cluster",
      label: "IP endpoints",
      observed: ipEnabled ? "on" : "off",
      field: "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled",
    };
    if (ipEnabled) {
      return target.kind === "dns"
        ? { status: "not-applicable", summary: "The connection goes to the DNS endpoint." }
        : { status: "pass", summary: "The IP endpoints are on.", evidence: [setting] };
    }

    const server = kubeconfig.given ? kubeconfig.summary.server : null;
    const byAddress =
      server !== null &&
      !isLocalTunnel(server) &&
      parseAddress(hostOf(server)) !== undefined &&
      !provesAnswer(errorText);
    const said = errorSays(errorText, "gcloud-ip-endpoints-disabled") !== "no";
    if (target.kind === "dns" && !byAddress && !said) {
      return {
        status: "not-applicable",
        summary: "The IP endpoints are off, and the connection goes to the DNS endpoint.",
      };
    }

    const evidence: [Evidence, ...Evidence[]] = [setting];
    if (byAddress) {
      evidence.push({ fact: "kubeconfig", label: "Server", observed: server, field: "clusters[].cluster.server" });
    }
    if (said) {
      const observed = errorTitle(errorText, "gcloud-ip-endpoints-disabled");
      evidence.push({ fact: "errorText", label: "Your error text", observed });
    }
    return {
      status: "fail",
      summary: `${cluster.name.cluster} has no IP endpoint: it can be reached by its DNS endpoint only.`,
      evidence,
      remedies: dnsEndpoint(cluster),
    };
  },
});
