import { mergePatch } from "@/lib/simulator/json/merge-patch";
import type { Base } from "./base";
import { regionalPrivate } from "./regional-private";

/** A regional private cluster without IP endpoints: the DNS endpoint is the only way in, open to external traffic. */
export const dnsOnly: Base = {
  ...regionalPrivate,
  resource: mergePatch(regionalPrivate.resource, {
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: true },
      ipEndpointsConfig: { enabled: false },
    },
  }),
};
