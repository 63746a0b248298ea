import type { ContainerPort } from "@/lib/changes/ports";
import { networksOf } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import type { PlannedRequest } from "@/lib/diagnosis/remedies/plan";
import type { Store } from "@/lib/store/store";

/** Ways to break a promise on purpose, so that the checker is seen to notice. */
export const mutations = [
  "drop-names",
  "ignore-etag",
  "forget-expiry",
  "skip-approval",
  "switch-off",
  "empty-list",
  "new-key-for-each-click",
  "assume-applied",
  "stop-early",
] as const;

export type Mutation = (typeof mutations)[number] | "none";

type Networks = ReturnType<typeof networksOf>;

export function brokenContainer(container: ContainerPort, mutation: Mutation): ContainerPort {
  let last: Networks | undefined;
  const rewrite: Partial<Record<Mutation, (networks: Networks) => object>> = {
    "drop-names": (networks) => ({
      ...networks,
      cidrBlocks: networks.cidrBlocks.map(({ cidrBlock }) => ({ cidrBlock })),
    }),
    "switch-off": (networks) => ({ ...networks, enabled: false }),
    "empty-list": (networks) => ({ ...networks, cidrBlocks: [] }),
  };
  return {
    ...container,
    async getCluster(name, timeoutMs) {
      const view = await container.getCluster(name, timeoutMs);
      if (mutation !== "assume-applied" || !last) return view;
      const entries = last.cidrBlocks.map(({ cidrBlock, displayName = "" }) => ({
        cidrBlock,
        displayName,
        network: cidrBlock,
      }));
      last = undefined;
      return { ...view, authorizedNetworks: { ...view.authorizedNetworks, entries } };
    },
    updateAuthorizedNetworks(name, request, timeoutMs) {
      last = networksOf(request.body);
      const change = rewrite[mutation];
      return container.updateAuthorizedNetworks(name, change ? rewritten(request, change) : request, timeoutMs);
    },
  };
}

function rewritten(request: PlannedRequest, change: (networks: Networks) => object): PlannedRequest {
  const body = structuredClone(request.body) as {
    update: { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: object } } };
  };
  const config = body.update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
  config.authorizedNetworksConfig = change(networksOf(request.body));
  return { ...request, body };
}

const hour = 3_600_000;

export function brokenStore(store: Store, mutation: Mutation): Pick<Store, "grants" | "changes"> {
  const { grants, changes } = store;
  switch (mutation) {
    case "forget-expiry":
      return {
        grants,
        changes: {
          ...changes,
          openGrants: async (cluster, now) =>
            (await changes.openGrants(cluster, now)).map((grant) =>
              grant.expiresAt ? { ...grant, stop: null, expiresAt: new Date(grant.expiresAt.getTime() + hour) } : grant,
            ),
        },
      };
    case "stop-early":
      return {
        grants,
        changes: {
          ...changes,
          openGrants: (cluster, now) => changes.openGrants(cluster, new Date(now.getTime() + hour)),
          beginWrite: (intent) => changes.beginWrite({ ...intent, at: new Date(intent.at.getTime() + hour) }),
        },
      };
    case "skip-approval":
      return {
        grants: { ...grants, request: (all) => grants.request(all.map((one) => ({ ...one, approvalsNeeded: 0 }))) },
        changes,
      };
    case "new-key-for-each-click":
      return {
        grants: {
          ...grants,
          request: (all) =>
            grants.request(all.map((one) => ({ ...one, idempotencyKey: `${one.idempotencyKey} ${one.id}` }))),
        },
        changes,
      };
    default:
      return { grants, changes };
  }
}
