import { z } from "zod";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { Rest } from "./rest";

/** One `UpdateCluster` call that sent a list of authorized networks, as Cloud Audit Logs recorded it. */
export type RecordedListChange = {
  readonly at: string;
  readonly principal: string;
  readonly userAgent: string;
  readonly cidrBlocks: readonly string[];
};

/** The same, with everything that was sent. A flag that was not sent is null: what it became is not known. */
export type RecordedListUpdate = Omit<RecordedListChange, "cidrBlocks"> & {
  readonly entries: readonly { readonly cidrBlock: string; readonly displayName: string }[];
  /** What was left out was sent as false: the field is a plain bool. */
  readonly enabled: boolean;
  readonly googleCloudAccess: boolean | null;
  readonly privateEndpointEnforcement: boolean | null;
};

const text = z.string().default("");
const networks = z
  .object({
    enabled: z.boolean().default(false),
    cidrBlocks: z.array(z.object({ cidrBlock: text, displayName: text })).default([]),
    gcpPublicCidrsAccessEnabled: z.boolean().nullable().default(null),
    privateEndpointEnforcementEnabled: z.boolean().nullable().default(null),
  })
  .optional();

const entry = z.object({
  timestamp: z.string().default(""),
  protoPayload: z.object({
    status: z.object({ code: z.number().default(0) }).optional(),
    authenticationInfo: z.object({ principalEmail: z.string().default("") }).optional(),
    requestMetadata: z.object({ callerSuppliedUserAgent: z.string().default("") }).optional(),
    request: z
      .object({
        update: z
          .object({
            desiredControlPlaneEndpointsConfig: z
              .object({ ipEndpointsConfig: z.object({ authorizedNetworksConfig: networks }).optional() })
              .optional(),
            desiredMasterAuthorizedNetworksConfig: networks,
          })
          .optional(),
      })
      .optional(),
  }),
});

const answer = z.object({ entries: z.array(z.unknown()).default([]) });

/** Changes of the list since `since`, newest first, at most 50. Needs `logging.logEntries.list` on the project. */
export async function listAuthorizedNetworkChanges(
  rest: Rest,
  name: ClusterName,
  since: Date,
  signal: AbortSignal,
): Promise<readonly RecordedListChange[]> {
  const updates = await listAuthorizedNetworkUpdates(rest, name, since, signal);
  return updates.map(({ at, principal, userAgent, entries }) => ({
    ...{ at, principal, userAgent },
    cidrBlocks: entries.map(({ cidrBlock }) => cidrBlock),
  }));
}

/** The same changes with all that was sent. */
export async function listAuthorizedNetworkUpdates(
  rest: Rest,
  { project, location, cluster }: ClusterName,
  since: Date,
  signal: AbortSignal,
): Promise<readonly RecordedListUpdate[]> {
  const filter = [
    `logName="projects/${project}/logs/cloudaudit.googleapis.com%2Factivity"`,
    'resource.type="gke_cluster"',
    `resource.labels.cluster_name="${cluster}"`,
    `resource.labels.location="${location}"`,
    'protoPayload.methodName=~"ClusterManager.UpdateCluster$"',
    `timestamp>="${since.toISOString()}"`,
  ].join(" AND ");
  const body = { resourceNames: [`projects/${project}`], filter, orderBy: "timestamp desc", pageSize: 50 };
  const { entries } = answer.parse(
    await rest({ host: "logging.googleapis.com", path: "/v2/entries:list", body, authenticated: true }, signal),
  );
  return entries.flatMap((raw) => toListUpdate(raw) ?? []);
}

/** Undefined for calls that Google refused or that did not touch the list, and for entries of a form that is not known. */
function toListUpdate(raw: unknown): RecordedListUpdate | undefined {
  const parsed = entry.safeParse(raw);
  if (!parsed.success) return undefined;
  const { timestamp, protoPayload } = parsed.data;
  if (protoPayload.status && protoPayload.status.code !== 0) return undefined;
  const update = protoPayload.request?.update;
  const list =
    update?.desiredControlPlaneEndpointsConfig?.ipEndpointsConfig?.authorizedNetworksConfig ??
    update?.desiredMasterAuthorizedNetworksConfig;
  if (!list) return undefined;
  return {
    at: timestamp,
    principal: protoPayload.authenticationInfo?.principalEmail ?? "",
    userAgent: protoPayload.requestMetadata?.callerSuppliedUserAgent ?? "",
    entries: list.cidrBlocks,
    enabled: list.enabled,
    googleCloudAccess: list.gcpPublicCidrsAccessEnabled,
    privateEndpointEnforcement: list.privateEndpointEnforcementEnabled,
  };
}
