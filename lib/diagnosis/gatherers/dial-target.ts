import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import type { DialTarget } from "@/lib/network/dial";
import { refusedAddress, refusedHost } from "@/lib/network/dial-policy";
import type { Surroundings } from "./surroundings";

const port = 443;

type Refused = { readonly unknown: "not-observable"; readonly detail: string };

/** Why the target's host is not connected to, although Google named it; undefined when it may be, or there is none. */
export function refusedTarget({ target }: FactSnapshot): Refused | undefined {
  const host = target?.state === "known" ? target.value.host : "";
  const reason = host === "" ? undefined : refusedHost(host);
  return reason === undefined ? undefined : refused(host, reason);
}

/**
 * Where the probes connect to: the host that was looked up, at the first of its addresses that may be dialled, so that
 * what was checked is what is connected to. Undefined while the host is not looked up, or could not be.
 */
export function dialTarget(
  { dns }: FactSnapshot,
  { proxyUrl }: Surroundings["network"],
): DialTarget | Refused | undefined {
  if (dns?.state !== "known") return undefined;
  const { value } = dns;
  if (value.outcome === "literal-address") return { host: value.host, port, proxyUrl };
  if (value.outcome !== "resolved") return undefined;
  const [first] = value.addresses;
  const address = value.addresses.find((found) => refusedAddress(found) === undefined);
  if (address !== undefined) return { host: value.host, address, port, proxyUrl };
  return refused(value.host, (first && refusedAddress(first)) ?? "the name has no address");
}

function refused(host: string, reason: string): Refused {
  const detail = `Google names ${host} as the endpoint, and Drawbridge does not connect there: ${reason}`;
  return { unknown: "not-observable", detail };
}
