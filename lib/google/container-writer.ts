import { z } from "zod";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { GoogleIdentity } from "./auth";
import { clusterManager, guarded } from "./container";
import { GoogleError } from "./google-error";
import { patientCall } from "./patient-call";
import type { GoogleSettings } from "./settings";
import { toWriteError } from "./write-outcome";

/** An update as it is planned: `PUT /v1/CLUSTER` with its body. */
export type PlannedUpdate = { readonly method: string; readonly path: string; readonly body: unknown };

/** One operation as Google tells it. */
export type OperationAnswer = {
  readonly done: boolean;
  /** Google's text when it is done and did not work; null otherwise. */
  readonly failure: string | null;
  /** Null while it runs, and when Google does not say. */
  readonly endedAt: Date | null;
};

/** The writing half of `container.googleapis.com`, for the applier and its identity only. */
export type ContainerWriter = {
  /**
   * Sends the update once, and resolves with the operation's name.
   * @throws GoogleError `unknown-outcome` when Google may have accepted it; with every other reason it was not accepted
   */
  readonly updateAuthorizedNetworks: (
    name: ClusterName,
    update: PlannedUpdate,
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  /** The same for the other updates that remedies plan: an endpoint switched, alone or with the list. */
  readonly updateCluster: (
    name: ClusterName,
    update: PlannedUpdate,
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  /**
   * Workload Identity on, with the pool of the cluster's own project, or off again (null). Node pools stay as they are.
   * Errors as above; also `invalid-argument` for a pool of another project, which is not sent.
   */
  readonly enableWorkloadIdentity: (
    name: ClusterName,
    setting: { readonly workloadPool: string | null; readonly etag: string },
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  /**
   * GKE's metadata server on or off for a node pool, whose nodes are made again for it. The etag is the node pool's own;
   * empty where Google gives none. Errors as above.
   */
  readonly setNodePoolMetadata: (
    name: ClusterName,
    nodePool: string,
    setting: { readonly mode: "gke" | "gce"; readonly etag: string },
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  /** @throws GoogleError */
  readonly getOperation: (name: ClusterName, operation: string, timeoutMs: number) => Promise<OperationAnswer>;
};

/** Filtering is never switched off. */
const networks = z.strictObject({
  enabled: z.literal(true),
  cidrBlocks: z.array(z.strictObject({ cidrBlock: z.string(), displayName: z.string().exactOptional() })),
  gcpPublicCidrsAccessEnabled: z.boolean().exactOptional(),
  privateEndpointEnforcementEnabled: z.boolean().exactOptional(),
});

/** Everything else that an update of a cluster can change is refused here, whoever planned it. */
const listConfig = z.strictObject({ ipEndpointsConfig: z.strictObject({ authorizedNetworksConfig: networks }) });

/** The public endpoint goes on and off with the list that guards it, in one request. */
const anyConfig = z.union([
  listConfig,
  z.strictObject({ dnsEndpointConfig: z.strictObject({ allowExternalTraffic: z.boolean() }) }),
  z.strictObject({ ipEndpointsConfig: z.strictObject({ globalAccess: z.boolean() }) }),
  z.strictObject({
    ipEndpointsConfig: z.strictObject({ enablePublicEndpoint: z.boolean(), authorizedNetworksConfig: networks }),
  }),
]);

type EndpointsConfig = z.infer<typeof anyConfig>;

/** The body as it is sent, or the refusal when it changes anything but `config`, or another cluster. */
function readBody(config: z.ZodType<EndpointsConfig>, name: ClusterName, body: unknown) {
  const update = z.strictObject({ etag: z.string().min(1), desiredControlPlaneEndpointsConfig: config });
  const parsed = z.strictObject({ name: z.literal(formatClusterName(name)), update }).safeParse(body);
  if (parsed.success) return toVendor(parsed.data.name, parsed.data.update);
  throw new GoogleError("invalid-argument", "Only the endpoints and authorized networks of this cluster are updated.");
}

export function containerWriter(settings: GoogleSettings, identity: GoogleIdentity): ContainerWriter {
  const client = clusterManager(settings, identity);
  // The client never repeats an update on its own.
  const once = (timeoutMs: number) => ({ timeout: timeoutMs, retry: null });
  const sendBy = async (
    write: (manager: Manager) => Promise<readonly [{ readonly name?: string | null }, ...unknown[]]>,
  ) => {
    const manager = await guarded(client);
    try {
      const [{ name: operation }] = await write(manager);
      if (operation) return { operation };
    } catch (error) {
      throw toWriteError(error);
    }
    throw new GoogleError("unknown-outcome", "Google's answer names no operation");
  };
  const send = (request: VendorUpdate, timeoutMs: number) =>
    sendBy((manager) => manager.updateCluster(request, once(timeoutMs)));
  return {
    updateAuthorizedNetworks: async (name, { body }, timeoutMs) => send(readBody(listConfig, name, body), timeoutMs),
    updateCluster: async (name, { body }, timeoutMs) => send(readBody(anyConfig, name, body), timeoutMs),
    async enableWorkloadIdentity(name, { workloadPool, etag }, timeoutMs) {
      const own = workloadPool === null || workloadPool === `${name.project}.svc.id.goog`;
      if (!own || !etag)
        throw new GoogleError("invalid-argument", "A cluster is put into its own project's pool only.");
      const update = { etag, desiredWorkloadIdentityConfig: { workloadPool: workloadPool ?? "" } };
      return sendBy((manager) => manager.updateCluster({ name: formatClusterName(name), update }, once(timeoutMs)));
    },
    async setNodePoolMetadata(name, nodePool, { mode, etag }, timeoutMs) {
      if (!/^[a-z][a-z0-9-]{0,39}$/.test(nodePool))
        throw new GoogleError("invalid-argument", "Not a node pool's name.");
      const request = {
        name: `${formatClusterName(name)}/nodePools/${nodePool}`,
        workloadMetadataConfig: { mode: vendorModes[mode] },
        ...(etag && { etag }),
      };
      return sendBy((manager) => manager.updateNodePool(request, once(timeoutMs)));
    },
    getOperation: (name, operation, timeoutMs) =>
      patientCall(timeoutMs, async (timeout) => {
        const resource = `projects/${name.project}/locations/${name.location}/operations/${operation}`;
        const [answer] = await (await client()).getOperation({ name: resource }, { timeout, retry: null });
        if (answer.name !== operation) throw new GoogleError("invalid-answer", "the answer is not the operation");
        const done = answer.status === "DONE";
        const { error, statusMessage } = answer;
        const code = error?.code ?? 0;
        const said = error?.message || statusMessage || `code ${code}`;
        const ended = Date.parse(answer.endTime ?? "");
        return {
          done,
          failure: done && (code !== 0 || Boolean(statusMessage)) ? said : null,
          endedAt: done && Number.isFinite(ended) ? new Date(ended) : null,
        };
      }),
  };
}

type Manager = Awaited<ReturnType<ReturnType<typeof clusterManager>>>;

/**
 * The two other fields that the API's description calls required, node version and image type, change the nodes: gcloud
 * and Terraform leave them out when they set this one.
 */
const vendorModes = { gke: "GKE_METADATA", gce: "GCE_METADATA" } as const;

type VendorUpdate = ReturnType<typeof toVendor>;

/** Entries without a name are sent without the field. */
function toVendor(name: string, { etag, desiredControlPlaneEndpointsConfig: config }: SentUpdate) {
  const sent = "ipEndpointsConfig" in config ? config.ipEndpointsConfig : undefined;
  const list = sent && "authorizedNetworksConfig" in sent ? sent.authorizedNetworksConfig : undefined;
  if (!list) return { name, update: { etag, desiredControlPlaneEndpointsConfig: config } };
  const cidrBlocks = list.cidrBlocks.map(({ cidrBlock, displayName }) =>
    displayName ? { displayName, cidrBlock } : { cidrBlock },
  );
  const ipEndpointsConfig = { ...sent, authorizedNetworksConfig: { ...list, cidrBlocks } };
  return { name, update: { etag, desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } } };
}

type SentUpdate = { readonly etag: string; readonly desiredControlPlaneEndpointsConfig: EndpointsConfig };
