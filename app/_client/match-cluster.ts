import type { ClusterName } from "@/lib/core/cluster-name";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import type { ClusterRow } from "./wire";

/** Which listed cluster something pasted is about. `why` is a sentence in every case. */
export type ClusterMatch =
  | {
      readonly kind: "found";
      readonly cluster: ClusterRow;
      /** Of the host that was given. */
      readonly endpoint: EndpointKind | null;
      readonly why: string;
    }
  /** Several fit: the person chooses. */
  | { readonly kind: "several"; readonly clusters: readonly ClusterRow[]; readonly why: string }
  | { readonly kind: "none"; readonly why: string };

/** What is known of the cluster, in the order in which it is believed. */
export type ClusterClue = {
  /** From a resource name or from a context name as gcloud writes it. */
  readonly name?: ClusterName | undefined;
  /** Address or name of an endpoint, without port. */
  readonly host?: string | undefined;
  /** The cluster's name alone. */
  readonly cluster?: string | undefined;
};

/** Finds the cluster among the listed ones. Private addresses repeat between networks: then there are several. */
export function matchCluster(clue: ClusterClue, clusters: readonly ClusterRow[]): ClusterMatch {
  const { name, host, cluster } = clue;
  const listed = `among the ${clusters.length} clusters that Drawbridge can list`;
  const byName = name && clusters.find((row) => isNamed(row, name));
  if (byName) {
    return { kind: "found", cluster: byName, endpoint: null, why: "Found by its full name." };
  }
  const byHost = host ? clusters.filter(({ endpoints }) => endpoints.some((endpoint) => endpoint.host === host)) : [];
  if (host && byHost.length > 0) return foundByHost(host, byHost);
  const byShortName = cluster ? clusters.filter((row) => row.name === cluster) : [];
  if (cluster && byShortName.length > 0) return several(byShortName, `named ${cluster}`);
  if (name) {
    const full = `${name.cluster} in ${name.location} of ${name.project}`;
    return { kind: "none", why: `It names ${full}, which is not ${listed}.` };
  }
  if (host) return { kind: "none", why: `${host} is no endpoint of any cluster ${listed}.` };
  if (cluster) return { kind: "none", why: `No cluster named ${cluster} is ${listed}.` };
  return { kind: "none", why: "It does not say which cluster it is about." };
}

function isNamed(row: ClusterRow, name: ClusterName): boolean {
  return row.project === name.project && row.location === name.location && row.name === name.cluster;
}

function foundByHost(host: string, rows: readonly ClusterRow[]): ClusterMatch {
  const match = several(rows, `with the endpoint ${host}`);
  if (match.kind !== "found") return match;
  const kind = match.cluster.endpoints.find((endpoint) => endpoint.host === host)?.kind ?? null;
  return { ...match, endpoint: kind, why: `Found by its endpoint ${host}.` };
}

function several(rows: readonly ClusterRow[], which: string): ClusterMatch {
  const [only, ...others] = rows;
  return only && others.length === 0
    ? { kind: "found", cluster: only, endpoint: null, why: `The only cluster ${which}.` }
    : { kind: "several", clusters: rows, why: `${rows.length} clusters are ${which}: choose one.` };
}
