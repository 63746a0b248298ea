import { parseAddress } from "@/lib/core/address";

/** The header in which our own server hands on the peer of the TCP connection. It overwrites whatever a client sent. */
export const peerHeader = "x-drawbridge-peer";

export type ClientAddress =
  | { readonly address: string; readonly source: "load-balancer" | "connection" }
  | { readonly problem: string };

/**
 * The client's address, by an explicit count of trusted hops: 0 is the connection's own peer; N skips that many
 * addresses from the right of `X-Forwarded-For` followed by the peer. One Google load balancer appends
 * `client, load balancer`, so it is 2. What stands further left came from the client and is never read.
 */
export function clientAddress(headers: Headers, trustedHops: number): ClientAddress {
  const peer = headers.get(peerHeader) ?? "";
  const forwarded = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  const chain = trustedHops === 0 ? [peer] : [...forwarded, peer];
  const candidate = chain.at(-1 - trustedHops);
  if (candidate === undefined) {
    const seen = `${chain.length - 1} forwarded address${chain.length === 2 ? "" : "es"}`;
    return { problem: `The request passed fewer proxies than DRAWBRIDGE_TRUSTED_HOPS=${trustedHops} says: ${seen}.` };
  }
  const address = parseAddress(candidate);
  if (!address) return { problem: "The forwarded address is not an address." };
  return { address, source: trustedHops === 0 ? "connection" : "load-balancer" };
}
