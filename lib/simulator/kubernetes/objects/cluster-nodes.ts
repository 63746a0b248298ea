import { digest } from "@/lib/simulator/cluster/addresses";
import { regionOf } from "@/lib/simulator/cluster/regions";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { JsonObject } from "@/lib/simulator/world";
import { numberIn, objectIn, objectsIn, textIn, textsIn, valueAt } from "./kube-object";
import type { ObjectStore } from "./object-store";
import { coreType } from "./resource-types";

const created = new Date("2026-02-11T09:38:40Z");
const metadataLabel = "iam.gke.io/gke-metadata-server-enabled";

/** True for an Autopilot cluster. */
export function isAutopilot({ resource }: SimulatedCluster): boolean {
  return valueAt(resource, "autopilot", "enabled") === true;
}

/** Makes the cluster's Node objects what its node pools say now. A pool whose settings changed has new nodes. */
export function syncNodes(store: ObjectStore, cluster: SimulatedCluster): void {
  const type = coreType("nodes");
  const wanted = new Map(nodesOf(cluster).map((node) => [node.name, node]));
  for (const present of store.list(type)) {
    const node = wanted.get(present.metadata.name);
    if (node) wanted.delete(node.name);
    else store.remove(type, present);
  }
  for (const { name, labels, body } of wanted.values()) store.add(type, body, { name, labels }, created);
}

type WantedNode = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly body: JsonObject;
};

function nodesOf(cluster: SimulatedCluster): readonly WantedNode[] {
  const id = cluster.placeholders.shortId ?? "0";
  const region = regionOf(cluster.name.location);
  const zones = [`${region}-b`, `${region}-c`, `${region}-d`];
  if (isAutopilot(cluster)) {
    return zones.slice(0, 2).map((zone, index) =>
      wantedNode(cluster, {
        name: `gk3-${cluster.name.cluster}-pool-1-${id}-${index}`,
        zone,
        pool: "pool-1",
        machineType: "e2-standard-4",
        servesMetadata: true,
        labels: {},
      }),
    );
  }
  return objectsIn(cluster.resource, "nodePools").flatMap((pool) => {
    const name = textIn(pool, "name") ?? "default-pool";
    const servesMetadata = textIn(pool, "config", "workloadMetadataConfig", "mode") === "GKE_METADATA";
    const poolZones = textsIn(pool, "locations");
    const perZone = numberIn(pool, "initialNodeCount") ?? 1;
    return (poolZones.length > 0 ? poolZones : zones.slice(0, 1)).flatMap((zone) =>
      Array.from({ length: perZone }, (_, index) =>
        wantedNode(cluster, {
          name: nodeName(cluster.name.cluster, name, id, `${zone} ${index} ${servesMetadata}`),
          zone,
          pool: name,
          machineType: textIn(pool, "config", "machineType") ?? "e2-standard-4",
          servesMetadata,
          labels: objectIn(pool, "config", "labels") as Readonly<Record<string, string>>,
        }),
      ),
    );
  });
}

/** Documented form: `gke-CLUSTER-POOL-HASH-XXXX`; new nodes have new last characters. */
function nodeName(cluster: string, pool: string, id: string, seed: string): string {
  return `gke-${cluster}-${pool}-${id}-${digest(`node ${pool} ${seed}`, 4)}`;
}

type NodeTraits = {
  readonly name: string;
  readonly zone: string;
  readonly pool: string;
  readonly machineType: string;
  readonly servesMetadata: boolean;
  readonly labels: Readonly<Record<string, string>>;
};

function wantedNode(cluster: SimulatedCluster, traits: NodeTraits): WantedNode {
  const { name, zone, pool, machineType, servesMetadata } = traits;
  const { cpu, memory } = allocatable(machineType);
  const version = textIn(cluster.resource, "currentNodeVersion") ?? "1.33.0-gke.0";
  return {
    name,
    labels: {
      ...traits.labels,
      "cloud.google.com/gke-nodepool": pool,
      ...(servesMetadata ? { [metadataLabel]: "true" } : {}),
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/hostname": name,
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": machineType,
      "topology.kubernetes.io/region": regionOf(zone),
      "topology.kubernetes.io/zone": zone,
    },
    body: {
      spec: { providerID: `gce://${cluster.name.project}/${zone}/${name}` },
      status: {
        allocatable: { cpu: `${cpu}m`, memory: `${memory}Mi`, "ephemeral-storage": "47093746742", pods: "110" },
        conditions: [
          { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
        ],
        nodeInfo: {
          kubeletVersion: `v${version}`,
          osImage: "Container-Optimized OS from Google",
          architecture: "amd64",
          operatingSystem: "linux",
        },
      },
    },
  };
}

/** Documented: what GKE's reservations leave of a machine, in millicores and MiB. The highmem and highcpu ratios are those of e2 and n2. */
function allocatable(machineType: string): { readonly cpu: number; readonly memory: number } {
  const cores = Number(/-(\d+)$/.exec(machineType)?.[1] ?? 2);
  const perCore = machineType.includes("highmem") ? 8 : machineType.includes("highcpu") ? 1 : 4;
  const reserved = (amount: number, steps: readonly (readonly [upTo: number, share: number])[]) =>
    steps.reduce(
      ({ sum, from }, [upTo, share]) => ({ sum: sum + Math.max(0, Math.min(amount, upTo) - from) * share, from: upTo }),
      { sum: 0, from: 0 },
    ).sum;
  const cpu = cores * 1_000;
  const memory = cores * perCore * 1_024;
  const cpuSteps = [
    [1_000, 0.06],
    [2_000, 0.01],
    [4_000, 0.005],
    [Number.MAX_SAFE_INTEGER, 0.0025],
  ] as const;
  const memorySteps = [
    [4_096, 0.25],
    [8_192, 0.2],
    [16_384, 0.1],
    [131_072, 0.06],
    [Number.MAX_SAFE_INTEGER, 0.02],
  ] as const;
  return {
    cpu: Math.floor(cpu - reserved(cpu, cpuSteps)),
    memory: Math.floor(memory - reserved(memory, memorySteps) - 100),
  };
}
