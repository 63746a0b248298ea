import { formatClusterName } from "@/lib/core/cluster-name";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { Identity } from "@/lib/simulator/identity/identities";
import type { JsonObject } from "@/lib/simulator/world";

/** An accepted update, as the audit log is told of it. */
export type AuditedUpdate = {
  readonly cluster: SimulatedCluster;
  readonly identity: Identity;
  readonly userAgent: string;
  readonly version: string;
  /** The node pool that is updated; undefined: the cluster. */
  readonly nodePool?: string | undefined;
  readonly update: JsonObject;
  readonly operation: string;
};

/** The entry of the call itself: who, with what, and the request as it was sent. */
export function requestEntry(audited: AuditedUpdate, at: Date): JsonObject {
  const { cluster, userAgent, version, nodePool, update } = audited;
  const resource = formatClusterName(cluster.name);
  return entry(audited, at, "first", {
    authorizationInfo: [
      {
        granted: true,
        permission: "container.clusters.update",
        resource,
        resourceAttributes: {},
      },
    ],
    // Google's front end adds its own mark to what the client calls itself.
    requestMetadata: { callerSuppliedUserAgent: `${userAgent},gzip(gfe)` },
    request: {
      "@type": `type.googleapis.com/google.container.${version}.${methodOf(audited)}Request`,
      ...(nodePool === undefined
        ? { name: resource, update }
        : { ...update, name: `${resource}/nodePools/${nodePool}` }),
    },
  });
}

/** The entry of the operation's end: without a request, with the error when it failed. */
export function endEntry(
  audited: AuditedUpdate,
  at: Date,
  error: { readonly code: number; readonly message: string } | undefined,
): JsonObject {
  return entry(audited, at, "last", { ...(error ? { status: error } : {}), requestMetadata: {} });
}

function entry(audited: AuditedUpdate, at: Date, position: "first" | "last", payload: JsonObject): JsonObject {
  const { identity, version, operation } = audited;
  return {
    operation: { id: operation, producer: "container.googleapis.com", [position]: true },
    protoPayload: {
      authenticationInfo: { principalEmail: identity.principal },
      methodName: `google.container.${version}.ClusterManager.${methodOf(audited)}`,
      ...payload,
    },
    timestamp: at.toISOString(),
  };
}

function methodOf({ nodePool }: AuditedUpdate): string {
  return nodePool === undefined ? "UpdateCluster" : "UpdateNodePool";
}
