import { mergePatch, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson, fillTimes } from "@/lib/simulator/json/placeholders";
import type { JsonObject } from "@/lib/simulator/world";
import { projectNumber } from "./addresses";
import { clusterSelfLink, operationName } from "./build-cluster";
import type { OperationProgress, StartedOperation } from "./cluster-record";
import type { SimulatedCluster } from "./simulated-cluster";

/** How many started operations a list shows, the latest ones; any can be asked for by name. */
const listed = 200;

/** Documented in the API's enum: these two types may run beside others. */
const concurrentTypes = ["SET_NODE_POOL_MANAGEMENT", "AUTO_REPAIR_NODES"];

/** The cluster's operations as this version of the API shows them: the world's own, then the started ones. */
export function operationsOf(cluster: SimulatedCluster, now: Date, version = "v1"): readonly JsonObject[] {
  return [
    ...worldOperations(cluster, now, version),
    ...cluster.record.operations.slice(-listed).map((operation) => startedOperation(cluster, operation, version)),
  ];
}

/** One started operation in the REST shape; recorded: `statusMessage` repeats the error, and links name the project's number. */
export function startedOperation(
  cluster: SimulatedCluster,
  { name, type, nodePool, startTime, progress }: StartedOperation,
  version = "v1",
): JsonObject {
  const links = common(cluster, name, version);
  return {
    ...links,
    ...(nodePool === undefined ? {} : { targetLink: `${textAt(links, "targetLink")}/nodePools/${nodePool}` }),
    operationType: type,
    startTime: startTime.toISOString(),
    ...progressFields(progress),
  };
}

/** The name of the operation that keeps others from this cluster; undefined when it is free. */
export function blockingOperation(cluster: SimulatedCluster, now: Date): string | undefined {
  const blocking = operationsOf(cluster, now).find(
    (operation) => operation.status !== "DONE" && !concurrentTypes.includes(textAt(operation, "operationType") ?? ""),
  );
  return blocking && textAt(blocking, "name");
}

/** True while an operation that was started here works on the cluster. */
export function isReconciling({ record }: SimulatedCluster): boolean {
  return record.operations.some(({ progress, type }) => progress.status !== "DONE" && !concurrentTypes.includes(type));
}

/** True while an operation that was started here works on this node pool. */
export function isPoolReconciling({ record }: SimulatedCluster, nodePool: string): boolean {
  return record.operations.some((operation) => operation.nodePool === nodePool && operation.progress.status !== "DONE");
}

function worldOperations(cluster: SimulatedCluster, now: Date, version: string): readonly JsonObject[] {
  const { name, placeholders, world, record } = cluster;
  return (world.google?.operations ?? []).map((given, index) => {
    const operation = fillTimes(fillJson(given, placeholders), now);
    const id = textAt(operation, "name") ?? operationName(name, index);
    const progress = record.worldOperations.get(id);
    const defaults = {
      ...common(cluster, id, version),
      operationType: "UPDATE_CLUSTER",
      status: "RUNNING",
      startTime: now.toISOString(),
    };
    return { ...mergePatch(defaults, operation), ...(progress ? progressFields(progress) : {}) };
  });
}

function common({ name }: SimulatedCluster, id: string, version: string): JsonObject {
  const numbered = clusterSelfLink({ ...name, project: projectNumber(name.project) }).replace("/v1/", `/${version}/`);
  return {
    name: id,
    zone: name.location,
    location: name.location,
    selfLink: numbered.replace(/clusters\/[^/]+$/, `operations/${id}`),
    targetLink: numbered,
  };
}

function progressFields({ status, endTime, error }: OperationProgress): JsonObject {
  return {
    status,
    ...(endTime ? { endTime: endTime.toISOString() } : {}),
    ...(error ? { error, statusMessage: error.message } : {}),
  };
}
