import { parseAddress } from "@/lib/core/address";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { hostOf, isDnsEndpointHost } from "./endpoint-match";
import { errorSays, proxyCauses } from "./error-says";
import { isLocalTunnel } from "./local-tunnel";

/**
 * What carries the person's connection on, by what was given: a proxy, a tunnel that starts on their machine, or a name
 * of their own network. GKE then sees the address that it leaves from, and the person's own tells nothing.
 * Undefined when kubectl connects by itself, also when the error text shows that it dialled the server's own address.
 */
export function relayOf({ kubeconfig, errorText }: Pick<FactValues, "kubeconfig" | "errorText">): string | undefined {
  const details = errorText.given ? errorText.details : {};
  const proxyUrl = kubeconfig.given ? kubeconfig.summary.proxyUrl : null;
  const proxy = details.proxy ?? proxyUrl?.replace(/^[a-z0-9+.-]+:\/\//, "");
  const dialledItself = details.address !== undefined && !isLocalTunnel(details.address);
  if (proxy !== undefined && !dialledItself) return `the proxy ${proxy}`;
  if (errorSays(errorText, ...proxyCauses) === "certainly") return "a proxy";

  const server = (kubeconfig.given ? kubeconfig.summary.server : null) ?? tunnelIn(details);
  if (server === undefined) return undefined;
  if (isLocalTunnel(server)) return `the tunnel at ${server}`;
  return parseAddress(hostOf(server)) === undefined && !isDnsEndpointHost(server) ? hostOf(server) : undefined;
}

/** The tunnel that the text names. Without a configuration kubectl goes to localhost:8080, which is none. */
function tunnelIn({ host, port }: ErrorDetails): string | undefined {
  if (host === undefined || port === undefined || port === 8080 || !isLocalTunnel(host)) return undefined;
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
