import { errorInfo, failedPrecondition, googleError } from "@/lib/simulator/google/errors";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";

const blocksField = "cluster.master_authorized_networks_config.cidr_blocks";

/** What `UpdateCluster` refuses, and with which words. Where each text comes from: README.md of the parent folder. */
export const refusals = {
  nothingToUpdate: () => googleError(400, "Must specify a field to update."),

  severalKinds: (fields: readonly string[]) =>
    googleError(400, `Only one field can be updated at a time. Specified: ${fields.map(snakeCase).join(", ")}.`),

  bothShapes: (current: string, deprecated: string) =>
    googleError(400, `Only one of ${current} and ${deprecated} can be specified.`),

  outputOnly: (field: string) => googleError(400, `Invalid value for "${field}": the field is output only.`),

  immutable: (field: string) =>
    googleError(400, `Invalid value for "${field}": the field can be set only when the cluster is created.`),

  notJson: () => googleError(400, "Invalid JSON payload received. Unexpected end of input or token."),

  unknownField: (name: string, at: readonly PropertyKey[]) =>
    googleError(400, `Invalid JSON payload received. Unknown name "${name}" at '${protoPath(at)}': Cannot find field.`),

  wrongType: (at: readonly PropertyKey[], type: string) =>
    googleError(400, `Invalid value at '${protoPath(at)}' (${type})`),

  operationRunning: (operation: string) =>
    failedPrecondition(`Cluster is running incompatible operation ${operation}.`, [
      errorInfo("CLUSTER_ALREADY_HAS_OPERATION", "container.googleapis.com"),
    ]),

  notUpdatable: (cluster: string, status: string) =>
    failedPrecondition(`Cluster "${cluster}" is ${status} and cannot be updated.`),

  etagMismatch: () =>
    googleError(409, "The provided etag does not match the current etag of the cluster. Read the cluster again."),

  networksRequired: () =>
    googleError(400, "Master authorized networks must be enabled if private endpoint is enabled."),

  notReserved: (cidr: string) =>
    googleError(
      400,
      `Invalid value for "${blocksField}.cidr_block": CIDR range "${cidr}" is not a reserved network, which is required for private endpoints.`,
    ),

  notCidr: (text: string) =>
    googleError(400, `Invalid value for "${blocksField}.cidr_block": "${text}" is not a valid IPv4 CIDR block.`),

  hostBits: (cidr: string, network: string) =>
    googleError(
      400,
      `Invalid value for "${blocksField}.cidr_block": CIDR range "${cidr}" has host bits set; the network is "${network}".`,
    ),

  tooMany: (count: number, limit: number) =>
    googleError(400, `Invalid value for "${blocksField}": ${count} CIDR blocks exceed the limit of ${limit}.`),

  otherWorkloadPool: (pool: string) =>
    googleError(
      400,
      `Invalid value for "workload_identity_config.workload_pool": "${pool}" is not the cluster's own pool.`,
    ),

  autopilotWithoutPool: () => googleError(400, "Workload Identity cannot be disabled on Autopilot clusters."),

  poolInUse: (nodePool: string) =>
    failedPrecondition(`Workload Identity cannot be disabled while node pool "${nodePool}" uses GKE_METADATA.`),

  withoutWorkloadPool: () =>
    failedPrecondition("GKE_METADATA can be used only on clusters with Workload Identity enabled."),

  autopilotNodePools: () => googleError(400, "Autopilot clusters do not support mutating node pools."),

  nodePoolEtagMismatch: () =>
    googleError(409, "The provided etag does not match the current etag of the node pool. Read the node pool again."),

  notCancellable: () => googleError(400, "Only node upgrade operations can be cancelled."),

  alreadyDone: (operation: string) => failedPrecondition(`Operation ${operation} is already done.`),
} satisfies Readonly<Record<string, (...values: never[]) => SimulatedAnswer>>;

function protoPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : snakeCase(String(key))))
    .join(".")
    .replaceAll(".[", "[");
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
