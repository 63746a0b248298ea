import { type protos, v1 } from "@google-cloud/container";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";
import type { GoogleIdentity } from "./auth";
import { GoogleError, toGoogleError } from "./google-error";
import { normaliseCluster } from "./normalise-cluster";
import { normaliseWorkloadCluster } from "./normalise-workload-cluster";
import { patientCall } from "./patient-call";
import type { GoogleSettings } from "./settings";

/** An operation as the API lists it; `cluster` is the last part of `targetLink`. */
export type GoogleOperation = {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly startTime: string;
  readonly detail: string;
  readonly cluster: string;
};

/** The reading half of `container.googleapis.com`. Every call ends by `timeoutMs`; errors are `GoogleError`. */
export type ContainerReader = {
  readonly getCluster: (name: ClusterName, timeoutMs: number) => Promise<ClusterView>;
  /** The same cluster as its pods see it, of a call of its own. */
  readonly getWorkloadCluster: (name: ClusterName, timeoutMs: number) => Promise<WorkloadClusterView>;
  /** Both views of one answer. */
  readonly getBothViews: (
    name: ClusterName,
    timeoutMs: number,
  ) => Promise<{ readonly cluster: ClusterView; readonly workload: WorkloadClusterView }>;
  readonly listClusters: (
    project: string,
    timeoutMs: number,
  ) => Promise<{ readonly clusters: readonly ClusterView[]; readonly missingZones: readonly string[] }>;
  readonly listOperations: (
    project: string,
    location: string,
    timeoutMs: number,
  ) => Promise<readonly GoogleOperation[]>;
};

/** The Google client in its REST form: proxies understand it, and one wire protocol serves every API. Made once. */
export function clusterManager(
  settings: GoogleSettings,
  identity: GoogleIdentity,
): () => Promise<v1.ClusterManagerClient> {
  let made: v1.ClusterManagerClient | undefined;
  return async () => {
    const authClient = await identity.client();
    made ??= new v1.ClusterManagerClient({ fallback: true, authClient, ...endpointOptions(settings) });
    return made;
  };
}

export function containerReader(settings: GoogleSettings, identity: GoogleIdentity): ContainerReader {
  const client = clusterManager(settings, identity);
  const getVendorCluster = (name: ClusterName, timeoutMs: number) =>
    patientCall(timeoutMs, async (timeout) => {
      const request = { name: formatClusterName(name) };
      const [cluster] = await (await client()).getCluster(request, { timeout, retry: null });
      if (!cluster.name) throw new GoogleError("invalid-answer", "the answer is not a cluster");
      return cluster;
    });
  return {
    getCluster: async (name, timeoutMs) => normaliseCluster(await getVendorCluster(name, timeoutMs), name.project),
    getWorkloadCluster: async (name, timeoutMs) =>
      normaliseWorkloadCluster(await getVendorCluster(name, timeoutMs), name.project),
    getBothViews: async (name, timeoutMs) => {
      const answer = await getVendorCluster(name, timeoutMs);
      return {
        cluster: normaliseCluster(answer, name.project),
        workload: normaliseWorkloadCluster(answer, name.project),
      };
    },
    listClusters: (project, timeoutMs) =>
      patientCall(timeoutMs, async (timeout) => {
        const parent = `projects/${project}/locations/-`;
        const [{ clusters, missingZones }] = await (await client()).listClusters({ parent }, { timeout, retry: null });
        return {
          clusters: (clusters ?? []).map((cluster) => normaliseCluster(cluster, project)),
          missingZones: missingZones ?? [],
        };
      }),
    listOperations: (project, location, timeoutMs) =>
      patientCall(timeoutMs, async (timeout) => {
        const parent = `projects/${project}/locations/${location}`;
        const [{ operations }] = await (await client()).listOperations({ parent }, { timeout, retry: null });
        return (operations ?? []).map(toOperation);
      }),
  };
}

function toOperation(operation: protos.google.container.v1.IOperation): GoogleOperation {
  return {
    name: operation.name ?? "",
    type: String(operation.operationType ?? ""),
    status: String(operation.status ?? ""),
    startTime: operation.startTime ?? "",
    detail: operation.detail ?? "",
    cluster: /\/clusters\/([^/]+)/.exec(operation.targetLink ?? "")?.[1] ?? "",
  };
}

function endpointOptions({ endpoint }: GoogleSettings) {
  if (!endpoint) return {};
  const { protocol, hostname, port } = new URL(endpoint);
  const fallbackPort = protocol === "http:" ? 80 : 443;
  return { apiEndpoint: hostname, port: port ? Number(port) : fallbackPort, protocol: protocol.replace(":", "") };
}

/** Every error as a `GoogleError`. */
export async function guarded<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw toGoogleError(error);
  }
}
