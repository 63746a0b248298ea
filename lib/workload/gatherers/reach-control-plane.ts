import { isIP } from "node:net";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { endpointHost, endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { ControlPlane } from "@/lib/kubernetes/control-plane-client";
import { dial } from "@/lib/network/dial";
import { refusedAddress, refusedHost } from "@/lib/network/dial-policy";
import { resolveName } from "@/lib/network/resolver";

const port = 443;
const connectMs = 3_000;

/** How this process gets out. */
export type Way = {
  /** The proxy by which control planes are reached; undefined: directly. */
  readonly proxyUrl: string | undefined;
  /** Resolvers as `address:port`; empty: as the machine does. */
  readonly resolvers: readonly string[];
};

export type ReachedControlPlane = {
  readonly endpoint: "public" | "private" | "dns";
  readonly controlPlane: Omit<ControlPlane, "token">;
};

type Attempt = ReachedControlPlane | { readonly why: string };

/**
 * The first of the cluster's endpoints that takes a connection from this process; all that are on are tried side by side,
 * each only at a host that Google named and that is never this machine or a metadata server. Nothing is sent.
 *
 * @returns why none of them can be reached, in words, when that is so
 */
export async function reachControlPlane(
  cluster: ClusterView,
  way: Way,
  signal: AbortSignal,
): Promise<ReachedControlPlane | { readonly unreachable: string }> {
  const attempts = (["private", "public", "dns"] as const).map((kind) => reach(cluster, kind, way, signal));
  const reached = await Promise.any(attempts.map(succeeding)).catch(() => undefined);
  if (reached) return reached;
  const failures = (await Promise.all(attempts)).flatMap((attempt) => ("why" in attempt ? [attempt.why] : []));
  const tried = failures.filter(Boolean).join("; ");
  return { unreachable: tried === "" ? "it has no endpoint that is on" : tried };
}

async function succeeding(attempt: Promise<Attempt>): Promise<ReachedControlPlane> {
  const outcome = await attempt;
  if ("why" in outcome) throw new Error(outcome.why);
  return outcome;
}

async function reach(
  cluster: ClusterView,
  kind: ReachedControlPlane["endpoint"],
  way: Way,
  signal: AbortSignal,
): Promise<Attempt> {
  const host = endpointHost(cluster, kind);
  if (host === null) return { why: "" };
  if (kind === "dns" && !cluster.endpoints.dns.allowExternalTraffic) return { why: "" };
  const title = `${endpointTitles[kind]} ${host}`;
  const ca = cluster.caCertificate ?? undefined;
  if (kind !== "dns" && !ca) return { why: `${title}: Google's answer has no CA of the cluster` };
  const refused = refusedHost(host);
  if (refused !== undefined) return { why: `${title}: not connected to, because ${refused}` };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(connectMs)]);
  const address = await addressOf(host, way, limited);
  if (typeof address === "object") return { why: `${title}: ${address.why}` };
  const dialled = await dial({ host, port, proxyUrl: way.proxyUrl, address }, limited);
  if (dialled.outcome !== "connected") return { why: `${title}: ${dialled.outcome}` };
  dialled.socket.destroy();
  const caCertificate = kind === "dns" ? undefined : ca;
  return { endpoint: kind, controlPlane: { host, address, caCertificate, proxyUrl: way.proxyUrl } };
}

/** The address to dial for a name, of those that may be dialled; undefined for a literal one. */
async function addressOf(
  host: string,
  { resolvers }: Way,
  signal: AbortSignal,
): Promise<string | undefined | { readonly why: string }> {
  if (isIP(host) !== 0) return undefined;
  const resolved = await resolveName(host, resolvers, signal);
  if (resolved.outcome !== "resolved") return { why: resolved.outcome };
  return (
    resolved.addresses.find((address) => refusedAddress(address) === undefined) ?? {
      why: "the name has no address that may be dialled",
    }
  );
}
