import type { JsonObject } from "@/lib/simulator/world";

export type OperationStatus = "PENDING" | "RUNNING" | "ABORTING" | "DONE";

/** How an operation stands; a failed one has an error. */
export type OperationProgress = {
  readonly status: OperationStatus;
  readonly endTime?: Date;
  /** `google.rpc.Status`: a gRPC code and a text. */
  readonly error?: { readonly code: number; readonly message: string };
};

/** An operation that was started while the simulator ran. */
export type StartedOperation = {
  readonly name: string;
  readonly type: string;
  /** The node pool that it works on; undefined: the cluster. */
  readonly nodePool?: string;
  readonly startTime: Date;
  progress: OperationProgress;
  /** How many polls still get 404. */
  hiddenPolls: number;
};

/** What happened to one cluster since the simulator started. */
export type ClusterRecord = {
  /** Oldest first. */
  readonly operations: StartedOperation[];
  /** How operations of the world's own stand, by name, once somebody ended them. */
  readonly worldOperations: Map<string, OperationProgress>;
  /** Cloud Audit Log entries of accepted updates, oldest first. */
  readonly auditLog: JsonObject[];
  /** How often the configuration changed; the etag follows it. */
  revision: number;
  /** `ipEndpointsConfig` as it was, for the day somebody turns the IP endpoints on again: the resource forgets it. */
  dormantIpEndpoints: JsonObject;
  /** The workload pool that was taken away from it: the pool itself stays. */
  formerWorkloadPool?: string;
};

export function newClusterRecord(dormantIpEndpoints: JsonObject): ClusterRecord {
  return { operations: [], worldOperations: new Map(), auditLog: [], revision: 0, dormantIpEndpoints };
}
