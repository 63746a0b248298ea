import { isIP } from "node:net";
import { addressScope, cidrContains, parseAddress } from "@/lib/core/address";

/** Where clouds keep the credentials of the machine: Google's, Amazon's, Alibaba's and Azure's metadata servers. */
const metadataServers = ["169.254.169.254", "fd20:ce::254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"];

/** Class E, which VPC subnets may use. */
const classE = "240.0.0.0/4";

/** The names that Google gives to DNS endpoints. */
const dnsEndpoint = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+gke\.goog$/i;

/**
 * Why Drawbridge does not connect to a host although Google's answer names it as a control plane, in words; undefined
 * when it may. Private addresses are those of private endpoints. This machine, its neighbours on the link, metadata
 * servers, and names other than those of DNS endpoints are never control planes, whoever says so.
 */
export function refusedHost(host: string): string | undefined {
  if (isIP(host) !== 0) return refusedAddress(host);
  return dnsEndpoint.test(host) ? undefined : "the name is not one of a GKE DNS endpoint (*.gke.goog)";
}

/** The same for one address, also for what a name resolved to. */
export function refusedAddress(text: string): string | undefined {
  const address = parseAddress(text);
  if (!address) return "it is not an address";
  if (metadataServers.some((server) => parseAddress(server) === address)) return `${address} is a metadata server`;
  const scope = addressScope(address);
  switch (scope) {
    case "public":
    case "private":
    case "carrier-grade-nat":
    case "documentation":
      return undefined;
    case "other":
      return cidrContains(classE, address) && address !== "255.255.255.255"
        ? undefined
        : `${address} is not the address of a host`;
    default:
      return `${address} is a ${scope} address`;
  }
}
