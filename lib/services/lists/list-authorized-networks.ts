import type { Grant } from "@/lib/changes/grant";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { ServiceContext } from "@/lib/services/context";
import { clusterNamed, readCluster } from "@/lib/services/grants/clusters";
import type { ClusterListView, ListPageView } from "@/lib/services/schema/lists";
import { describeList } from "./describe-list";

export type ListQuery = {
  /** Full resource name: only this cluster's list, read from Google now. */
  readonly cluster: string | null;
  /** Words that have to be in the cluster's name, project or location, or in an entry or its owner. */
  readonly q: string | null;
};

/** Milliseconds that a reading of Google may be old: people look at what they just changed. */
const newest = 5_000;
const grantsAtOnce = 500;

/**
 * The lists of all clusters, sorted by name then project then location.
 *
 * @throws Problem 400, 404, 503 for one cluster that is no name, is not there, or cannot be read
 */
export async function listAuthorizedNetworks(
  context: ServiceContext,
  { cluster, q }: ListQuery,
): Promise<ListPageView> {
  const { directory, projects, store, clock } = context;
  const name = cluster === null ? undefined : clusterNamed(context, cluster);
  const { clusters, problems } = name
    ? { clusters: [await readCluster(context, name)], problems: [] }
    : await directory.list(projects, newest);
  const now = clock.now();
  const names = clusters.map((view) => formatClusterName(view.name));
  const [grants, owned, sightings] = await Promise.all([
    openGrants(context),
    store.sightings.owned(names),
    store.sightings.entries(names),
  ]);
  const grantsOf = Map.groupBy(grants, (grant) => formatClusterName(grant.cluster));
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const lists = clusters
    .map((view) => {
      const key = formatClusterName(view.name);
      const mine = { grants: grantsOf.get(key) ?? [], owned: owned.get(key) ?? [] };
      return describeList(view, { ...mine, sightings: sightings.get(key) ?? [], now });
    })
    .filter((list) => words.every((word) => searchText(list).includes(word)));
  return { lists: lists.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)), problems: [...problems] };
}

async function openGrants({ store }: ServiceContext): Promise<readonly Grant[]> {
  const found: Grant[] = [];
  let cursor: string | null = null;
  do {
    const states = ["approved", "active"] as const;
    const page = await store.grants.list({ states, limit: grantsAtOnce, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.grants);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

function searchText({ name, project, location, entries }: ClusterListView): string {
  const own = entries.flatMap(({ cidrBlock, displayName, owner }) => [
    ...[cidrBlock, displayName, ...owner.people],
    owner.kind,
  ]);
  return [name, project, location, ...own].join("\n").toLowerCase();
}

function sortKey({ name, project, location }: Pick<ClusterView["name"], "project" | "location"> & { name: string }) {
  return `${name}\0${project}\0${location}`;
}
