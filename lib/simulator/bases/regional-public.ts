import { mergePatch } from "@/lib/simulator/json/merge-patch";
import type { Base } from "./base";
import { authorizedNetworks, commonFields, standardNodes } from "./common";

const zones = ["{region}-b", "{region}-c", "{region}-d"];

/** A regional Standard cluster with public nodes, its public endpoint on and its authorized networks enabled. */
export const regionalPublic: Base = {
  location: "europe-west1",
  privateKind: "subnet",
  resource: mergePatch(mergePatch(commonFields, standardNodes(zones, 3, false)), {
    locations: zones,
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { endpoint: "{dns}", allowExternalTraffic: false, enableK8sTokensViaDns: false },
      ipEndpointsConfig: {
        authorizedNetworksConfig: {
          enabled: true,
          cidrBlocks: authorizedNetworks,
          gcpPublicCidrsAccessEnabled: false,
          privateEndpointEnforcementEnabled: false,
        },
        enablePublicEndpoint: true,
        enabled: true,
        globalAccess: false,
        privateEndpoint: "{private}",
        publicEndpoint: "{public}",
      },
    },
    privateClusterConfig: {},
  }),
};
