import { readControlPlane } from "@/lib/simulator/cluster/control-plane";
import { blockingOperation } from "@/lib/simulator/cluster/operations-of";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { textAt } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";
import { applyChange } from "./apply-change";
import type { EndpointsChange } from "./change";
import { acceptList, isReserved, listLimit } from "./network-list";
import { refusals } from "./refusals";
import type { UpdateSettings } from "./settings";
import {
  isAutopilot,
  type MetadataMode,
  nodePoolsOf,
  refuseWorkloadPool,
  workloadIdentityState,
} from "./workload-identity";

/** A change that the cluster can take, its list as Google keeps it, or the answer that refuses it. */
export type Judgement =
  | { readonly change: EndpointsChange; readonly refusal?: undefined }
  | { readonly refusal: SimulatedAnswer };

/** Judges a change by the cluster's present state: the list itself, then what keeps the cluster, then the rules of the result. */
export function judgeUpdate(
  cluster: SimulatedCluster,
  wanted: { readonly change: EndpointsChange; readonly etag: string | undefined },
  settings: UpdateSettings,
  now: Date,
): Judgement {
  const list = acceptList(wanted.change.networks?.cidrBlocks ?? [], settings.hostBits);
  if (list.refusal) return { refusal: list.refusal };
  const kept = refuseByState(cluster, now) ?? refuseByEtag(cluster, wanted.etag, settings);
  if (kept) return { refusal: kept };
  if (wanted.change.workloadPool !== undefined) {
    const refused = refuseWorkloadPool(cluster, wanted.change.workloadPool);
    return refused ? { refusal: refused } : { change: wanted.change };
  }
  const networks = wanted.change.networks && { ...wanted.change.networks, cidrBlocks: list.blocks };
  const change = { ...wanted.change, networks };
  const refusal = refuseResult(applyChange(cluster, change, settings.omittedFlags).resource);
  return refusal ? { refusal } : { change };
}

/** Judges an update of a node pool; undefined when it can be made. The cluster's etag does not count, the pool's own does. */
export function judgeNodePoolUpdate(
  cluster: SimulatedCluster,
  wanted: { readonly nodePool: string; readonly mode: MetadataMode; readonly etag: string | undefined },
  { etagCheck }: UpdateSettings,
  now: Date,
): SimulatedAnswer | undefined {
  const { resource } = cluster;
  if (isAutopilot(resource)) return refusals.autopilotNodePools();
  const kept = refuseByState(cluster, now);
  if (kept) return kept;
  const pool = nodePoolsOf(resource).find(({ name }) => name === wanted.nodePool);
  const isStale = wanted.etag !== undefined && pool && wanted.etag !== textAt(pool, "etag");
  if (isStale && etagCheck) return refusals.nodePoolEtagMismatch();
  const needsPool = wanted.mode === "GKE_METADATA" && workloadIdentityState(resource).workloadPool === null;
  return needsPool ? refusals.withoutWorkloadPool() : undefined;
}

function refuseByState(cluster: SimulatedCluster, now: Date): SimulatedAnswer | undefined {
  const status = textAt(cluster.resource, "status") ?? "";
  if (["PROVISIONING", "STOPPING"].includes(status)) return refusals.notUpdatable(cluster.name.cluster, status);
  const operation = blockingOperation(cluster, now);
  return operation === undefined ? undefined : refusals.operationRunning(operation);
}

function refuseByEtag(
  { resource }: SimulatedCluster,
  etag: string | undefined,
  { etagCheck }: UpdateSettings,
): SimulatedAnswer | undefined {
  const matches = etag === undefined || etag === textAt(resource, "etag");
  return matches || !etagCheck ? undefined : refusals.etagMismatch();
}

/** The rules that a configuration has to keep, whichever field the update changed. */
function refuseResult(resource: JsonObject): SimulatedAnswer | undefined {
  const { ipEndpointsEnabled, publicEndpointEnabled, authorizedNetworks } = readControlPlane(resource);
  if (!ipEndpointsEnabled) return undefined;
  const { enabled, cidrs } = authorizedNetworks;
  const limit = listLimit(resource);
  if (cidrs.length > limit) return refusals.tooMany(cidrs.length, limit);
  if (publicEndpointEnabled) return undefined;
  if (!enabled) return refusals.networksRequired();
  const outside = cidrs.find((cidr) => !isReserved(cidr));
  return outside === undefined ? undefined : refusals.notReserved(outside);
}
