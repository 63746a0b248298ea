import { defaultProject } from "@/lib/simulator/cluster/build-cluster";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { IamState } from "@/lib/simulator/iam/iam-state";
import type { Identities, Identity } from "@/lib/simulator/identity/identities";
import type { ClusterWriter } from "@/lib/simulator/updates/cluster-writer";
import type { HistoryEntry } from "@/lib/simulator/updates/history";
import type { Operations } from "@/lib/simulator/updates/operations";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { unsupported } from "./errors";

/** What Google's APIs know of the simulated world. */
export type GoogleWorld = {
  readonly clusters: readonly SimulatedCluster[];
  readonly caCertificate: (cluster: SimulatedCluster) => string;
  readonly now: Date;
  /** Service accounts and policies; without it IAM is 501. */
  readonly iam?: IamState;
  /** The situations of the workload page. */
  readonly workloadWorlds?: readonly WorkloadWorld[];
  /** What the identities may do; without it, whatever the worlds do not deny. */
  readonly identities?: Identities;
  /** Who asks, in one request. */
  readonly identity?: Identity;
  /** What a write needs, in one request that is one; without it writes are 501. */
  readonly writing?: Writing;
};

/** How one write is carried out, and where it is noted. */
export type Writing = {
  readonly writer: ClusterWriter;
  readonly operations: Operations;
  readonly identity: Identity;
  readonly entry: HistoryEntry;
  /** Notes the same request once more, as one that arrived at that time. */
  readonly reopen: (at: Date) => HistoryEntry;
};

/** One supported method: named groups of the pattern are the handler's `path`. */
export type GoogleRoute = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly pattern: RegExp;
  readonly handle: (
    world: GoogleWorld,
    path: Readonly<Record<string, string>>,
    request: SimulatedRequest,
  ) => SimulatedAnswer;
};

/** A world in which IAM is simulated. */
export type IamWorld = GoogleWorld & { readonly iam: IamState };

/** A handler that needs IAM; 501 without it. */
export function withIam(
  handle: (world: IamWorld, path: Readonly<Record<string, string>>, request: SimulatedRequest) => SimulatedAnswer,
): GoogleRoute["handle"] {
  return (world, path, request) => {
    const { iam } = world;
    return iam ? handle({ ...world, iam }, path, request) : unsupported(`${request.method} ${request.path}`);
  };
}

/** The ids of all projects: the default one and those that worlds name. */
export function projectIds({ clusters, workloadWorlds = [] }: GoogleWorld): readonly string[] {
  const ofWorkloads = workloadWorlds.flatMap(({ project }) => project ?? []);
  return [...new Set([defaultProject, ...clusters.map(({ name }) => name.project), ...ofWorkloads])].sort();
}

/** True when a call that needs this permission in this project is refused: by a world, or to this identity. */
export function isDenied(world: GoogleWorld, project: string, permission: string): boolean {
  const { identities, identity } = world;
  const isRefused = identity !== undefined && identities?.isRefused(identity.label, project, permission);
  return isRefused || isDeniedByWorld(world, project, permission);
}

/** True when `testIamPermissions` leaves this permission out. */
export function isKnownDenied(world: GoogleWorld, project: string, permission: string): boolean {
  const { identities, identity } = world;
  const isRefused = identity !== undefined && identities?.isKnownRefused(identity.label, project, permission);
  return isRefused || isDeniedByWorld(world, project, permission);
}

function isDeniedByWorld({ clusters, workloadWorlds = [] }: GoogleWorld, project: string, permission: string): boolean {
  const worlds = [...clusters.map(({ name, world }) => ({ ...world, project: name.project })), ...workloadWorlds];
  return worlds.some(
    (world) => (world.project ?? defaultProject) === project && world.google?.deniedPermissions?.includes(permission),
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
