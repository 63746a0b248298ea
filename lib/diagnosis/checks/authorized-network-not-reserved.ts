import { addressScope } from "@/lib/core/address";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

/** Catalogue item 28. With the public endpoint off, GKE takes private ranges only; public ones are refused, or useless. */
export const authorizedNetworkNotReserved = defineCheck({
  meta: {
    id: "authorized-network-not-reserved",
    hop: "authorized-networks",
    title: "The list fits the endpoints that are on",
    failureTitle: "Public addresses in the list cannot get in",
    why: "A public address cannot reach a private endpoint, so GKE refuses it in the list of such a cluster.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: ["wrong-context"],
  },
  needs: ["cluster", "errorText"],

  run({ cluster, errorText }) {
    const { public: publicEndpoint, ipEnabled } = cluster.endpoints;
    const listed = cluster.authorizedNetworks.entries.filter(
      ({ network }) => network !== null && addressScope(network) === "public",
    );
    const endpoint: Evidence = {
      fact: "cluster",
      label: "Public endpoint",
      observed: publicEndpoint.enabled ? "on" : "off",
      field: "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint",
    };
    const entries: Evidence = {
      fact: "cluster",
      label: "Public entries",
      observed: describeEntries(listed, 100),
      field: `${authorizedNetworksField}.cidrBlocks`,
    };

    const says = errorSays(errorText, "gcloud-not-reserved-network");
    if (says === "certainly" || (says === "possibly" && !publicEndpoint.enabled)) {
      const cidr = errorText.given ? errorText.details.cidr : undefined;
      const error: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, "gcloud-not-reserved-network"),
      };
      return {
        status: "fail",
        title: publicEndpoint.enabled
          ? "GKE refused your update of the list"
          : "GKE refused your update: it lists a public address",
        summary: publicEndpoint.enabled ? refusedToTurnOff(listed) : refusedToList(cidr),
        evidence: publicEndpoint.enabled && listed.length > 0 ? [error, endpoint, entries] : [error, endpoint],
        remedies: publicEndpoint.enabled ? [] : otherWaysIn(cluster, undefined, "public"),
        ...(says === "certainly" && !publicEndpoint.enabled ? {} : { certainty: "likely" as const }),
      };
    }

    if (!ipEnabled || publicEndpoint.enabled) {
      return { status: "not-applicable", summary: "Only a list without a public endpoint has to be private." };
    }
    if (listed.length === 0) {
      return { status: "pass", summary: "The public endpoint is off, and no entry is public.", evidence: [endpoint] };
    }
    const removable = listed.length < cluster.authorizedNetworks.entries.length ? listed : [];
    return {
      status: "fail",
      severity: "advisory",
      summary: `The public endpoint is off: ${describeEntries(listed)} cannot let anybody in.`,
      evidence: [endpoint, entries],
      remedies: removable.map(({ cidrBlock }) => ({ id: "remove-network", params: { cidr: cidrBlock } })),
    };
  },
});

function refusedToList(cidr: string | undefined): string {
  return `${cidr ?? "The network"} is public, and the public endpoint is off: GKE did not list it, and listing it could not help.`;
}

function refusedToTurnOff(listed: readonly AuthorizedNetwork[]): string {
  return listed.length > 0
    ? `The public endpoint cannot be turned off while the list has public entries: ${describeEntries(listed)}.`
    : "The update would have left a public network in the list of a cluster without a public endpoint.";
}
