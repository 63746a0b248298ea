import { readFile } from "node:fs/promises";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, ipEndpoints, testWorld } from "@/lib/simulator/testing";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import type { UpdateFailure } from "@/lib/simulator/updates/failures";
import type { HistoryEntry } from "@/lib/simulator/updates/history";
import type { UpdateSettings } from "@/lib/simulator/updates/settings";

/** A cluster of a run, with the list that it starts with. */
export type Place = { readonly cluster: ClusterName; readonly entries: readonly CidrBlock[] };

/** The simulated Google with what else can be done to it besides asking it. */
export type ChaosGoogle = {
  readonly simulator: Simulator;
  /** Every write that it saw to this cluster, in the order of its decisions. */
  history(): Promise<ReadonlyMap<string, readonly HistoryEntry[]>>;
  control(method: string, path: string, body?: unknown): Promise<void>;
  /** A person's update of the list, over the wire and without an etag. Busy clusters refuse it. */
  overwrite(cluster: ClusterName, enabled: boolean, entries: readonly CidrBlock[]): Promise<void>;
  list(cluster: ClusterName): Promise<{ readonly enabled: boolean; readonly entries: readonly CidrBlock[] }>;
  fail(failures: readonly UpdateFailure[]): Promise<void>;
};

/** Nobody looks at its nodes: without them a cluster is read in half the time. */
const small = Object.fromEntries(
  [
    "nodePools",
    "nodeConfig",
    "nodePoolDefaults",
    "nodePoolAutoConfig",
    "addonsConfig",
    "autoscaling",
    "loggingConfig",
  ].map((field) => [field, null]),
);

/** Each cluster has a project of its own, so that a list of operations is one cluster's. */
export function placeOf(name: string, entries: readonly CidrBlock[]): Place {
  return { cluster: { project: `project-${name}`, location: "europe-west1", cluster: name }, entries };
}

/** `now`: its clock. */
export async function startChaosGoogle(
  places: readonly Place[],
  now: () => Date,
  updates: Partial<UpdateSettings> = {},
): Promise<ChaosGoogle> {
  const worlds = places.map(({ cluster, entries }) =>
    testWorld(cluster.cluster, {
      project: cluster.project,
      overlay: { ...small, ...ipEndpoints({ authorizedNetworksConfig: { enabled: true, cidrBlocks: entries } }) },
    }),
  );
  const simulator = await startSimulator({ worlds, now, updates });
  const { google, control: ask } = clientOf(simulator);
  const humanToken = await tokenOf("human");

  async function tokenOf(identity: string): Promise<string> {
    const { body } = await ask("GET", "/identities");
    const identities = body.identities as unknown as readonly { identity: string; tokenFile: string }[];
    return readFile(identities.find((one) => one.identity === identity)?.tokenFile ?? "", "utf8");
  }

  return {
    simulator,
    async history() {
      const { body } = await ask("GET", "/history");
      const found = new Map<string, HistoryEntry[]>(places.map(({ cluster }) => [formatClusterName(cluster), []]));
      for (const entry of body.history as unknown as readonly HistoryEntry[]) {
        found.get(entry.cluster ?? "")?.push(entry);
      }
      return found;
    },
    async control(method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    },
    async overwrite(cluster, enabled, entries) {
      const authorizedNetworksConfig = { enabled, cidrBlocks: entries };
      const update = { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig } } };
      await google("PUT", `v1/${formatClusterName(cluster)}`, { update }, humanToken);
    },
    async list(cluster) {
      const { body } = await google("GET", `v1/${formatClusterName(cluster)}`, undefined, humanToken);
      const networks = body.masterAuthorizedNetworksConfig as unknown as
        | { readonly enabled?: boolean; readonly cidrBlocks?: readonly CidrBlock[] }
        | undefined;
      return { enabled: networks?.enabled === true, entries: networks?.cidrBlocks ?? [] };
    },
    fail: async (failures) => {
      await ask("POST", "/update-failures", failures);
    },
  };
}
