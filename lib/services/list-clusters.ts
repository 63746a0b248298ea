import { z } from "zod";
import { formatClusterName } from "@/lib/core/cluster-name";
import { badRequest } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { endpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import type { ServiceContext } from "./context";

const pageSize = 200;

const listedCluster = z.object({
  name: z.string(),
  project: z.string(),
  location: z.string(),
  resource: z.string(),
  status: z.string(),
  endpoints: z.array(z.object({ kind: z.enum(["public", "private", "dns"]), host: z.string(), usable: z.boolean() })),
  authorizedNetworks: z.object({ enabled: z.boolean(), entries: z.number() }),
});

export const clusterPage = z.object({
  clusters: z.array(listedCluster),
  nextCursor: z.string().nullable(),
  problems: z.array(z.object({ project: z.string(), detail: z.string() })),
});

export type ClusterPage = z.infer<typeof clusterPage>;

export type ClusterQuery = {
  readonly project: string | null;
  readonly q: string | null;
  readonly cursor: string | null;
};

/**
 * Clusters of the configured projects, sorted by name then project then location; a name in several places is several rows.
 *
 * @throws Problem 400 for a project that is not configured and for a cursor that is not ours
 */
export async function listClusters(
  context: ServiceContext,
  { project, q, cursor }: ClusterQuery,
): Promise<ClusterPage> {
  if (project !== null && !context.projects.includes(project)) {
    throw badRequest(`project must be one of the configured projects: ${context.projects.join(", ")}.`);
  }
  const after = cursor === null ? "" : decode(cursor);
  const { clusters, problems } = await context.directory.list(project === null ? context.projects : [project]);
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const rows = clusters.map(toRow).filter((row) => words.every((word) => searchText(row).includes(word)));
  rows.sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));

  const start = rows.findIndex((row) => sortKey(row) > after);
  const page = start < 0 ? [] : rows.slice(start, start + pageSize);
  const last = page.at(-1);
  const more = last !== undefined && start + page.length < rows.length;
  return { clusters: page, nextCursor: more ? encode(sortKey(last)) : null, problems: [...problems] };
}

type Row = z.infer<typeof listedCluster>;

function toRow(view: ClusterView): Row {
  const kinds: readonly EndpointKind[] = ["public", "private", "dns"];
  const endpoints = kinds.flatMap((kind) => {
    const host = endpointHost(view, kind);
    return host ? [{ kind, host, usable: kind !== "dns" || view.endpoints.dns.allowExternalTraffic }] : [];
  });
  return {
    name: view.name.cluster,
    project: view.name.project,
    location: view.name.location,
    resource: formatClusterName(view.name),
    status: view.status,
    endpoints,
    authorizedNetworks: { enabled: view.authorizedNetworks.enabled, entries: view.authorizedNetworks.entries.length },
  };
}

function searchText({ name, project, location, endpoints }: Row): string {
  return [name, project, location, ...endpoints.map(({ host }) => host)].join(" ").toLowerCase();
}

function sortKey({ name, project, location }: Row): string {
  return `${name}\u0000${project}\u0000${location}`;
}

const encode = (key: string) => Buffer.from(key).toString("base64url");

function decode(cursor: string): string {
  const key = Buffer.from(cursor, "base64url").toString();
  if (encode(key) !== cursor || key.split("\u0000").length !== 3) throw badRequest("The cursor is not one of ours.");
  return key;
}
