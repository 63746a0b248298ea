import { defaultProject } from "@/lib/simulator/cluster/build-cluster";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";

/** What Google's APIs know of the simulated world. */
export type GoogleWorld = {
  readonly clusters: readonly SimulatedCluster[];
  readonly caCertificate: (cluster: SimulatedCluster) => string;
  readonly now: Date;
};

/** One supported method: named groups of the pattern are the handler's `path`. */
export type GoogleRoute = {
  readonly method: "GET" | "POST";
  readonly pattern: RegExp;
  readonly handle: (
    world: GoogleWorld,
    path: Readonly<Record<string, string>>,
    request: SimulatedRequest,
  ) => SimulatedAnswer;
};

/** The ids of all projects: the default one and those that worlds name. */
export function projectIds({ clusters }: GoogleWorld): readonly string[] {
  return [...new Set([defaultProject, ...clusters.map(({ name }) => name.project)])].sort();
}

/** True when a world takes this permission away in this project. */
export function isDenied({ clusters }: GoogleWorld, project: string, permission: string): boolean {
  return clusters.some(
    ({ name, world }) => name.project === project && world.google?.deniedPermissions?.includes(permission),
  );
}

/** One page of a list, by `pageSize` and `pageToken` (the index to go on from). */
export function pageOf<Item>(
  items: readonly Item[],
  pageSize: number | undefined,
  pageToken: string | undefined,
): { readonly items: readonly Item[]; readonly nextPageToken?: string } {
  const start = Number(pageToken ?? 0) || 0;
  const end = start + (pageSize && pageSize > 0 ? pageSize : items.length);
  return { items: items.slice(start, end), ...(end < items.length ? { nextPageToken: String(end) } : {}) };
}
