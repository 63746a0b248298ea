import { cidrContains } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";

/** What the configuration does to the caller's packets, by domain facts 1, 2.4 and 5.1 alone. */
export type Expectation = "let-in" | "kept-out" | "not-known";

/**
 * An independent reading of the configuration: no check, remedy or derived fact is asked. `kept-out` for a private
 * endpoint also stands for an address that is only likely to be outside, or not listed where the list is enforced.
 */
export function expectationOf(facts: FactSnapshot): Expectation {
  if (facts.cluster?.state !== "known" || facts.target?.state !== "known") return "not-known";
  const cluster = facts.cluster.value;
  const { kind, host } = facts.target.value;
  const caller = facts.caller?.state === "known" ? facts.caller.value : undefined;
  const google = facts.googleRange?.state === "known" ? facts.googleRange.value.member : undefined;

  if (cluster.status === "PROVISIONING" || cluster.status === "STOPPING" || cluster.status === "ERROR")
    return "kept-out";
  if (cluster.status === "DEGRADED" && cluster.conditions.some(({ code }) => code.startsWith("CLOUD_KMS")))
    return "kept-out";
  const vantage = facts.request?.state === "known" ? facts.request.value.vantage.kind : undefined;
  const typedIpv6 = vantage === "address" && caller?.family === "ipv6";
  const open = throughEndpoint(cluster, kind, host, caller, google, typedIpv6);
  return open === "let-in" && cluster.status === "STATUS_UNSPECIFIED" ? "not-known" : open;
}

function throughEndpoint(
  { connectivity, endpoints, authorizedNetworks: list, ranges, privateNodes }: ClusterView,
  kind: FactValues["target"]["kind"],
  host: string,
  caller: FactValues["caller"] | undefined,
  google: boolean | undefined,
  typedIpv6: boolean,
): Expectation {
  if (kind === "dns") return endpoints.dns.host !== null && endpoints.dns.allowExternalTraffic ? "let-in" : "kept-out";
  if (!endpoints.ipEnabled || !endpoints[kind].enabled) return "kept-out";
  if (host === "" && kind === "private") return "kept-out";
  const networks = list.entries.flatMap(({ network }) => network ?? []);
  const listed = coverage(networks, caller?.address);

  if (kind === "private") {
    if (!caller) return "not-known";
    const pod = ranges.pods.some((range) => cidrContains(range, caller.address));
    if (!pod && (caller.scope === "public" || caller.scope === "documentation")) return "kept-out";
    if (!pod && caller.scope !== "private" && caller.scope !== "carrier-grade-nat") return "not-known";
    if (!list.enabled || listed === "all" || cidrContains(ranges.pods[0] ?? "", caller.address)) return "let-in";
    if (list.privateEndpointEnforcement) return listed === "some" ? "not-known" : "kept-out";
    return connectivity === "vpc-peering" && !endpoints.public.enabled ? "not-known" : "let-in";
  }

  const passed = host === "" ? "not-known" : "let-in";
  if (!list.enabled || coverage(networks, "0.0.0.0/0") === "all") return passed;
  const googleMayPass = list.googleCloudAccess ?? !privateNodes;
  if (networks.length === 0 && !googleMayPass) return "kept-out";
  if (typedIpv6) return "kept-out";
  if (!caller || caller.family === "ipv6") return "not-known";
  if (caller.scope !== "public" && caller.scope !== "documentation") return "not-known";
  if (listed !== "none") return listed === "all" ? passed : "not-known";
  if (!googleMayPass || google === false) return "kept-out";
  return google && list.googleCloudAccess ? passed : "not-known";
}

/** How much of an address or CIDR the networks cover together: by halving it until each part is in or out. */
export function coverage(networks: readonly string[], cidr: string | undefined): "all" | "some" | "none" {
  if (cidr === undefined) return "none";
  if (networks.some((network) => cidrContains(network, cidr))) return "all";
  const inside = networks.filter((network) => cidrContains(cidr, network));
  if (inside.length === 0) return "none";
  const [left, right] = halves(cidr).map((half) => coverage(inside, half));
  return left === right && left !== undefined ? left : "some";
}

function halves(cidr: string): readonly [string, string] | readonly [] {
  const [base = "", text = ""] = cidr.split("/");
  const length = Number(text);
  if (base.includes(":") || text === "" || length >= 32) return [];
  const start = base.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const middle = start + 2 ** (31 - length);
  const dotted = [24, 16, 8, 0].map((shift) => Math.floor(middle / 2 ** shift) % 256).join(".");
  return [`${base}/${length + 1}`, `${dotted}/${length + 1}`];
}
