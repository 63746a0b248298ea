import { addressScope, parseAddress } from "@/lib/core/address";
import { hostOf } from "./endpoint-match";

/** True when a kubeconfig's server is this very machine: a tunnel, whose far end the kubeconfig does not tell. */
export function isLocalTunnel(server: string): boolean {
  const host = hostOf(server);
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  const address = parseAddress(host);
  return address !== undefined && addressScope(address) === "loopback";
}
