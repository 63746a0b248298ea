import { addressScope } from "@/lib/core/address";
import { authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { dnsEndpoint } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 28. With the public endpoint off, GKE takes private ranges only; public ones are refused, or useless. */
export const authorizedNetworkNotReserved = defineCheck({
  meta: {
    id: "authorized-network-not-reserved",
    hop: "authorized-networks",
    title: "The list fits the endpoints that are on",
    failureTitle: "A private-only cluster refuses public addresses",
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
    const agrees = !publicEndpoint.enabled || listed.length > 0;
    if (says === "certainly" || (says === "possibly" && !publicEndpoint.enabled)) {
      const cidr = errorText.given ? errorText.details.cidr : undefined;
      const error: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, "gcloud-not-reserved-network"),
      };
      return {
        status: "fail",
        summary: publicEndpoint.enabled
          ? `The public endpoint cannot be turned off while the list has public entries: ${describeEntries(listed)}.`
          : `${cidr ?? "The address"} is a public one, and the public endpoint of this cluster is off: listing it cannot help.`,
        evidence: agrees && publicEndpoint.enabled ? [error, endpoint, entries] : [error, endpoint],
        remedies: publicEndpoint.enabled
          ? []
          : [
              dnsEndpoint(cluster),
              { id: "use-private-network", params: {} },
              { id: "enable-public-endpoint", params: {} },
            ],
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
