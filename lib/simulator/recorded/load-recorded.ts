import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { clusterAddresses, projectNumber } from "@/lib/simulator/cluster/addresses";
import { newClusterRecord } from "@/lib/simulator/cluster/cluster-record";
import { readControlPlane } from "@/lib/simulator/cluster/control-plane";
import { regionOf } from "@/lib/simulator/cluster/regions";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { isJsonObject, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject, World } from "@/lib/simulator/world";

/** The clusters of a folder of recordings, and what was left out or is doubtful, for people. */
export type Recordings = { readonly clusters: readonly SimulatedCluster[]; readonly notices: readonly string[] };

/**
 * Loads every `*.json` of the folder: exchanges (`{exchanges: [{method, url, status, response}]}`: each cluster's last
 * GET that succeeded) and plain answers (`{clusters: […]}`). Resources stay as recorded, except that the served CA
 * certificate is the simulator's own. Other files are left out with a notice. Rejects when the folder cannot be read.
 */
export async function loadRecorded(folder: string): Promise<Recordings> {
  const found = new Map<string, { readonly resource: JsonObject; readonly file: string }>();
  const notices: string[] = [];
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  for (const file of files) {
    const resources = recordedClusters(parse(await readFile(join(folder, file), "utf8")));
    if (resources.length === 0) notices.push(`${file}: no clusters in it, left out`);
    for (const resource of resources) {
      const name = clusterName(resource);
      if (!name) notices.push(`${file}: a cluster without a readable selfLink, left out`);
      else {
        const key = formatClusterName(name);
        if (found.has(key)) notices.push(`${file}: ${key} is in ${found.get(key)?.file} too; this one counts`);
        found.set(key, { resource, file });
      }
    }
  }
  const clusters = [...found.values()].flatMap(({ resource, file }, index) => {
    const name = clusterName(resource);
    return name ? [recordedCluster(name, resource, file, index)] : [];
  });
  return { clusters, notices };
}

function recordedClusters(file: Json | undefined): readonly JsonObject[] {
  if (!isJsonObject(file)) return [];
  if (Array.isArray(file.clusters)) return file.clusters.filter((cluster: Json) => isJsonObject(cluster));
  if (!Array.isArray(file.exchanges)) return [];
  const last = new Map<string, JsonObject>();
  for (const exchange of file.exchanges as readonly Json[]) {
    if (!isJsonObject(exchange) || exchange.method !== "GET" || exchange.status !== 200) continue;
    const path = (textAt(exchange, "url") ?? "").replace(/\?.*$/, "");
    if (/\/clusters\/[^/]+$/.test(path) && isJsonObject(exchange.response)) last.set(path, exchange.response);
  }
  return [...last.values()];
}

function clusterName(resource: JsonObject): ClusterName | undefined {
  const link = /\/projects\/([^/]+)\/(?:locations|zones)\/([^/]+)\/clusters\/([^/]+)$/;
  const [, project, location, cluster] = link.exec(textAt(resource, "selfLink") ?? "") ?? [];
  return project && location && cluster ? { project, location, cluster } : undefined;
}

function recordedCluster(name: ClusterName, resource: JsonObject, file: string, index: number): SimulatedCluster {
  const { publicAddresses, privateAddresses, dnsName } = readControlPlane(resource);
  const given = clusterAddresses(index, name, "subnet");
  const addresses = {
    ...given,
    public: publicAddresses[0] ?? given.public,
    private: privateAddresses[0] ?? given.private,
    dns: dnsName ?? given.dns,
  };
  const placeholders = {
    name: name.cluster,
    project: name.project,
    projectNumber: projectNumber(name.project),
    location: name.location,
    region: regionOf(name.location),
    public: addresses.public,
    private: addresses.private,
    dns: addresses.dns,
  };
  // Recordings share redacted addresses, so they share one authority: whichever answers, its certificate fits.
  return {
    key: formatClusterName(name),
    name,
    world: recordedWorld(name, file),
    addresses,
    placeholders,
    resource,
    record: newClusterRecord(ipEndpointsOf(resource)),
    authority: "recorded",
  };
}

function ipEndpointsOf(resource: JsonObject): JsonObject {
  return objectAt(objectAt(resource, "controlPlaneEndpointsConfig"), "ipEndpointsConfig");
}

function recordedWorld({ cluster, project }: ClusterName, file: string): World {
  return {
    name: cluster,
    title: `Recorded: ${file}`,
    base: "regional-public",
    project,
    overlay: {},
    place: "office",
    request: { vantage: "browser" },
    expected: { verdict: "unknown", cause: null },
  };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
