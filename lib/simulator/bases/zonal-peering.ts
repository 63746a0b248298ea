import { mergePatch } from "@/lib/simulator/json/merge-patch";
import type { Base } from "./base";
import { standardNodes } from "./common";
import { regionalPrivate } from "./regional-private";

const zones = ["{location}"];

/** An older zonal private cluster: its control plane is in Google's VPC, joined by VPC peering. */
export const zonalPeering: Base = {
  location: "europe-west1-b",
  privateKind: "peering",
  resource: mergePatch(regionalPrivate.resource, {
    ...standardNodes(zones, 2, true),
    locations: zones,
    createTime: "2023-05-16T07:41:09+00:00",
    privateClusterConfig: {
      enablePrivateNodes: true,
      masterIpv4CidrBlock: "{masterCidr}",
      peeringName: "{peering}",
    },
  }),
};
