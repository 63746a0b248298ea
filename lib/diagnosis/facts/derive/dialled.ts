import { addressScope, parseAddress } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { EndpointKind, FactValues } from "@/lib/diagnosis/facts/schema";
import { endpointNamed, hostOf, isDnsEndpointHost } from "./endpoint-match";

/** The endpoint a connection went to. `named` is false when the error text names no host and the target is assumed. */
export type Dialled = { readonly kind: EndpointKind; readonly host: string; readonly named: boolean };

/** The host or address that the error text names, as it was printed; undefined when it names none. */
export function errorHost(errorText: FactValues["errorText"]): string | undefined {
  return errorText.given ? (errorText.details.host ?? errorText.details.address) : undefined;
}

/**
 * The server that the error text names, when it surely is none of this cluster's: a public address or a DNS endpoint that
 * this cluster has not, and never had. A private address or a name may be a relay.
 */
export function foreignHost(cluster: ClusterView, errorText: FactValues["errorText"]): string | undefined {
  const named = errorHost(errorText);
  if (named === undefined) return undefined;
  const host = hostOf(named);
  if (endpointNamed(cluster, host) || host === cluster.endpoints.retiredPublicAddress) return undefined;
  const address = parseAddress(host);
  const certain = address === undefined ? isDnsEndpointHost(host) : addressScope(address) === "public";
  return certain ? host : undefined;
}

/**
 * The endpoint of this cluster that the person's error text is about: the one whose address it names, or the target
 * when it names none. Undefined when it names something that is no endpoint of this cluster.
 */
export function dialledEndpoint(
  cluster: ClusterView,
  target: Pick<FactValues["target"], "kind" | "host">,
  errorText: FactValues["errorText"],
): Dialled | undefined {
  const details = errorText.given ? errorText.details : {};
  const hosts = [details.host, details.address].flatMap((host) => (host === undefined ? [] : [host]));
  for (const host of hosts) {
    const kind = endpointNamed(cluster, host);
    if (kind) return { kind, host, named: true };
    if (host === cluster.endpoints.retiredPublicAddress) return { kind: "public", host, named: true };
  }
  return hosts.length > 0 ? undefined : { kind: target.kind, host: target.host, named: false };
}
