import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { isJsonObject, objectAt, textAt, without } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";
import { refusals } from "./refusals";

export type MetadataMode = "GKE_METADATA" | "GCE_METADATA";

/** What a cluster has of Workload Identity, as `GET /history` shows it. */
export type WorkloadIdentityState = {
  readonly workloadPool: string | null;
  /** Null: the node pool does not say. */
  readonly nodePools: readonly { readonly name: string; readonly mode: string | null }[];
};

export function workloadIdentityState(resource: JsonObject): WorkloadIdentityState {
  return {
    workloadPool: textAt(objectAt(resource, "workloadIdentityConfig"), "workloadPool") ?? null,
    nodePools: nodePoolsOf(resource).map((pool) => ({
      name: textAt(pool, "name") ?? "",
      mode: metadataMode(pool) ?? null,
    })),
  };
}

export function nodePoolsOf(resource: JsonObject): readonly JsonObject[] {
  const pools: readonly Json[] = Array.isArray(resource.nodePools) ? resource.nodePools : [];
  return pools.filter(isJsonObject);
}

export function isAutopilot(resource: JsonObject): boolean {
  return objectAt(resource, "autopilot").enabled === true;
}

/** The resource with this workload pool, or without one; documented: existing node pools stay as they are. */
export function withWorkloadPool(resource: JsonObject, workloadPool: string): JsonObject {
  const rest = without(resource, "workloadIdentityConfig");
  return workloadPool === "" ? rest : { ...rest, workloadIdentityConfig: { workloadPool } };
}

/** The resource with this mode on one node pool, and a new etag for it; the deprecated `nodeConfig` follows the first pool. */
export function withMetadataMode(resource: JsonObject, name: string, mode: MetadataMode, etag: string): JsonObject {
  const nodePools = nodePoolsOf(resource).map((pool) =>
    pool.name === name
      ? { ...pool, etag, config: { ...objectAt(pool, "config"), workloadMetadataConfig: { mode } } }
      : pool,
  );
  const [first] = nodePools;
  const nodeConfig = first && isJsonObject(resource.nodeConfig) ? { nodeConfig: objectAt(first, "config") } : {};
  return { ...resource, ...nodeConfig, nodePools };
}

/** Why a cluster cannot have this workload pool, or be without one. */
export function refuseWorkloadPool(
  { resource, name }: SimulatedCluster,
  workloadPool: string,
): SimulatedAnswer | undefined {
  if (workloadPool !== "" && workloadPool !== `${name.project}.svc.id.goog`)
    return refusals.otherWorkloadPool(workloadPool);
  if (workloadPool !== "") return undefined;
  if (isAutopilot(resource)) return refusals.autopilotWithoutPool();
  const using = nodePoolsOf(resource).find((pool) => metadataMode(pool) === "GKE_METADATA");
  return using && refusals.poolInUse(textAt(using, "name") ?? "");
}

function metadataMode(pool: JsonObject): string | undefined {
  return textAt(objectAt(objectAt(pool, "config"), "workloadMetadataConfig"), "mode");
}
