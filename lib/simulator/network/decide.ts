import { cidrContains } from "@/lib/core/address";
import type { ControlPlane } from "@/lib/simulator/cluster/control-plane";
import { subnetRange } from "@/lib/simulator/cluster/regions";
import type { Place } from "@/lib/simulator/places";
import type { Behaviour, World } from "@/lib/simulator/world";

/** What the simulated network does with a connection, and why, for people who read the simulator's answers. */
export type Decision = { readonly behaviour: Behaviour; readonly reason: string };

/**
 * Decides what happens to a connection from a place to an endpoint. A world's overrides win (the place's own before `*`);
 * then the cluster's present configuration decides. Sources of each rule: README.md of this folder's parent.
 */
export function decideConnection(
  place: Place,
  endpoint: "public" | "private" | "dns",
  controlPlane: ControlPlane,
  overrides: World["network"] = [],
): Decision {
  const matching = overrides.filter((override) => override.endpoint === endpoint);
  const override = matching.find(({ place: id }) => id === place.id) ?? matching.find(({ place: id }) => id === "*");
  if (override) return { behaviour: override.behaviour, reason: "the world says so" };
  if (endpoint === "dns") return connect("Google's front end takes connections from everywhere");
  if (!controlPlane.ipEndpointsEnabled) return drop("the IP endpoints are off");
  return endpoint === "public" ? decidePublic(place, controlPlane) : decidePrivate(place, controlPlane);
}

function decidePublic(place: Place, { publicEndpointEnabled, authorizedNetworks }: ControlPlane): Decision {
  if (!publicEndpointEnabled) return drop("the public endpoint is off");
  if (!authorizedNetworks.enabled) return connect("authorized networks are off");
  if (authorizedNetworks.cidrs.some((cidr) => cidrContains(cidr, place.publicAddress))) {
    return connect(`${place.publicAddress} is in an authorized network`);
  }
  if (authorizedNetworks.googleCloudAllowed && place.googleCloud) return connect("Google Cloud addresses are allowed");
  return drop(`${place.publicAddress} is in no authorized network`);
}

function decidePrivate(place: Place, { region, globalAccess, authorizedNetworks }: ControlPlane): Decision {
  if (!place.inVpc) return drop("there is no route from here into the VPC");
  if (place.region !== region && !globalAccess) return drop(`global access is off, and the cluster is in ${region}`);
  if (!authorizedNetworks.enabled || !authorizedNetworks.enforcedOnPrivateEndpoint) {
    return connect("authorized networks do not guard the private endpoint");
  }
  const address = place.internalAddress ?? place.publicAddress;
  const admitted = [subnetRange(region), ...authorizedNetworks.cidrs].some((cidr) => cidrContains(cidr, address));
  return admitted
    ? connect(`${address} is in the cluster's subnet or in an authorized network`)
    : drop(`${address} is in no authorized network, which the private endpoint enforces`);
}

const connect = (reason: string): Decision => ({ behaviour: "connect", reason });
const drop = (reason: string): Decision => ({ behaviour: "drop", reason });
