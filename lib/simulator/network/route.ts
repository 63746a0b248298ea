import { addressScope, cidrContains, parseAddress } from "@/lib/core/address";
import { frontEndPool, publicPool } from "@/lib/simulator/cluster/addresses";
import { type Destination, findDestination, type SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { Place } from "@/lib/simulator/places";
import { type Decision, decideConnection } from "./decide";

/** Where a connection leads. Without a destination it is dropped, refused or, outside the simulated world, unreachable. */
export type Route =
  | (Decision & { readonly destination: Destination })
  | {
      readonly behaviour: "drop" | "refuse" | "unreachable";
      readonly reason: string;
      readonly destination?: undefined;
    };

/** Routes a connection from a place to a host and port. Nothing outside the simulated world is ever connected to. */
export function route(clusters: readonly SimulatedCluster[], place: Place, host: string, port: number): Route {
  const target = parseAddress(host.replace(/^\[|\]$/g, "")) ?? host.toLowerCase().replace(/\.$/, "");
  const destination = findDestination(clusters, target);
  if (destination) {
    if (port !== 443) return { behaviour: "drop", reason: "control planes listen on port 443 only" };
    const { cluster, controlPlane, endpoint } = destination;
    return { ...decideConnection(place, endpoint, controlPlane, cluster.world.network), destination };
  }
  if (isLoopback(target)) return { behaviour: "refuse", reason: "nothing listens there on this machine" };
  if (isSilent(target)) return { behaviour: "drop", reason: "no control plane has this address" };
  return { behaviour: "unreachable", reason: "outside the simulated world" };
}

function isLoopback(target: string): boolean {
  return target === "localhost" || (parseAddress(target) !== undefined && addressScope(target) === "loopback");
}

/** Addresses of control planes that are gone, and private and documentation addresses that lead nowhere: their packets vanish. */
function isSilent(target: string): boolean {
  if (parseAddress(target) === undefined) return false;
  const scope = addressScope(target);
  return (
    scope === "private" ||
    scope === "documentation" ||
    [publicPool, frontEndPool].some((pool) => cidrContains(pool, target))
  );
}
