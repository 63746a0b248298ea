import type { ChangeStore, ContainerPort } from "@/lib/changes/ports";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { PlannedRequest } from "@/lib/engine/plan";

/** Ways to break a promise on purpose, so that the checker is seen to notice. More of them: e2e/promises. */
export const mutations = [
  ["P1", "drop-names"],
  ["P1", "ignore-etag"],
  ["P2", "stop-early"],
  ["P3", "forget-expiry"],
  ["P5", "switch-off"],
  ["P7", "assume-applied"],
] as const;

export type Mutation = (typeof mutations)[number][1] | "none";

/** What is broken on a cluster. */
export type MutationOf = (cluster: ClusterName) => Mutation;

type Networks = {
  readonly enabled: boolean;
  readonly cidrBlocks: readonly { readonly cidrBlock: string; readonly displayName?: string }[];
};
type Body = {
  readonly update: { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: object } } };
};

function networksOf(body: unknown): Networks {
  return (body as Body).update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig
    .authorizedNetworksConfig as Networks;
}

const rewrites: Partial<Record<Mutation, (networks: Networks) => object>> = {
  "drop-names": (networks) => ({
    ...networks,
    cidrBlocks: networks.cidrBlocks.map(({ cidrBlock }) => ({ cidrBlock })),
  }),
  "switch-off": (networks) => ({ ...networks, enabled: false }),
};

/** `raw` sends any body, as the product's writer refuses to. */
export function brokenContainer(
  container: ContainerPort,
  raw: ContainerPort["updateAuthorizedNetworks"],
  mutationOf: MutationOf,
): ContainerPort {
  const sent = new Map<string, Networks>();
  return {
    ...container,
    async getCluster(name, timeoutMs) {
      const view = await container.getCluster(name, timeoutMs);
      const last = sent.get(name.cluster);
      if (mutationOf(name) !== "assume-applied" || !last) return view;
      sent.delete(name.cluster);
      const entries = last.cidrBlocks.map(({ cidrBlock, displayName = "" }) => ({
        ...{ cidrBlock, displayName },
        network: cidrBlock,
      }));
      return { ...view, authorizedNetworks: { ...view.authorizedNetworks, entries } };
    },
    async updateAuthorizedNetworks(name, request, timeoutMs) {
      const mutation = mutationOf(name);
      sent.set(name.cluster, networksOf(request.body));
      const rewrite = rewrites[mutation];
      if (rewrite) return raw(name, rewritten(request, rewrite), timeoutMs);
      if (mutation !== "ignore-etag") return container.updateAuthorizedNetworks(name, request, timeoutMs);
      const { etag } = await container.getCluster(name, timeoutMs);
      const body = request.body as Body;
      return raw(name, { ...request, body: { ...body, update: { ...body.update, etag } } }, timeoutMs);
    },
    async getOperation(name, ...rest) {
      if (mutationOf(name) === "assume-applied") return { done: true, failure: null, endedAt: null };
      return container.getOperation(name, ...rest);
    },
  };
}

function rewritten(request: PlannedRequest, change: (networks: Networks) => object): PlannedRequest {
  const body = structuredClone(request.body) as Body;
  const config = body.update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
  config.authorizedNetworksConfig = change(networksOf(request.body));
  return { ...request, body };
}

const hour = 3_600_000;
const later = (at: Date) => new Date(at.getTime() + hour);

/** The applier's memory, broken. */
export function brokenChanges(changes: ChangeStore, mutationOf: MutationOf): ChangeStore {
  return {
    ...changes,
    async openGrants(cluster, now) {
      const grants = await changes.openGrants(cluster, now);
      switch (mutationOf(cluster)) {
        case "forget-expiry":
          return grants.map((grant) =>
            grant.expiresAt ? { ...grant, stop: null, expiresAt: later(grant.expiresAt) } : grant,
          );
        case "stop-early":
          return grants.map((grant) => (grant.expiresAt ? { ...grant, expiresAt: grant.activatedAt } : grant));
        default:
          return grants;
      }
    },
    beginWrite(intent) {
      const early = mutationOf(intent.cluster) === "stop-early" && intent.removes.length > 0;
      return changes.beginWrite(early ? { ...intent, at: later(intent.at) } : intent);
    },
  };
}
