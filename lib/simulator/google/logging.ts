import { formatClusterName } from "@/lib/core/cluster-name";
import { digest } from "@/lib/simulator/cluster/addresses";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import { isJsonObject, mergePatch, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson, fillTimes } from "@/lib/simulator/json/placeholders";
import type { Json, JsonObject } from "@/lib/simulator/world";
import { googleError, unsupported } from "./errors";
import { parseLogFilter } from "./log-filter";
import { type GoogleRoute, type GoogleWorld, isDenied, pageOf, projectIds } from "./world";

/** The Cloud Logging API: the admin-activity audit log of the clusters. */
export const loggingRoutes: readonly GoogleRoute[] = [
  { method: "POST", pattern: /^\/v2\/entries:list$/, handle: listEntries },
];

function listEntries(world: GoogleWorld, _path: object, request: SimulatedRequest): SimulatedAnswer {
  const body = jsonBody(request) as Json | undefined;
  if (!isJsonObject(body)) return googleError(400, "Invalid JSON payload received.");
  const projects = requestedProjects(body);
  if (projects.length === 0) return googleError(400, "resource_names must contain at least one value");
  const refused = projects.some(
    (id) => !projectIds(world).includes(id) || isDenied(world, id, "logging.logEntries.list"),
  );
  if (refused) return googleError(403, "Permission denied for all log views");
  const filter = parseLogFilter(textAt(body, "filter") ?? "");
  if ("unsupported" in filter) return unsupported(`the log filter at ${JSON.stringify(filter.unsupported)}`);
  const found = world.clusters
    .filter(({ name }) => projects.includes(name.project))
    .flatMap((cluster) => entriesOf(world, cluster))
    .filter(filter.matches)
    .sort((left, right) => timeOf(left) - timeOf(right));
  if (textAt(body, "orderBy") === "timestamp desc") found.reverse();
  const { items: entries, ...rest } = pageOf(found, Number(body.pageSize), textAt(body, "pageToken"));
  return { status: 200, json: entries.length > 0 ? { entries, ...rest } : {} };
}

function requestedProjects(body: JsonObject): readonly string[] {
  if (!Array.isArray(body.resourceNames)) return [];
  return body.resourceNames.map((name) => String(name).replace(/^projects\/([^/]+).*$/, "$1"));
}

/** The world's own entries, then those of updates that were accepted here. */
function entriesOf({ now }: GoogleWorld, cluster: SimulatedCluster): readonly JsonObject[] {
  const hourAgo = new Date(now.getTime() - 3_600_000).toISOString();
  const ofWorld = (cluster.world.google?.auditLog ?? []).map((given) =>
    fillTimes(fillJson(given, cluster.placeholders), now),
  );
  return [...ofWorld, ...cluster.record.auditLog].map((given, index) => complete(cluster, given, index, hourAgo));
}

function complete(cluster: SimulatedCluster, entry: JsonObject, index: number, defaultTime: string): JsonObject {
  const { name, key } = cluster;
  const defaults: JsonObject = {
    insertId: digest(`log ${index} ${key}`, 14),
    logName: `projects/${name.project}/logs/cloudaudit.googleapis.com%2Factivity`,
    protoPayload: {
      "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
      serviceName: "container.googleapis.com",
      resourceName: formatClusterName(name),
    },
    resource: { type: "gke_cluster" },
    severity: "NOTICE",
    timestamp: defaultTime,
    receiveTimestamp: textAt(entry, "timestamp") ?? defaultTime,
  };
  const labels = { cluster_name: name.cluster, location: name.location, project_id: name.project };
  const merged = mergePatch(defaults, entry);
  return { ...merged, resource: { ...objectAt(merged, "resource"), labels } };
}

function timeOf(entry: JsonObject): number {
  return Date.parse(textAt(entry, "timestamp") ?? "");
}
