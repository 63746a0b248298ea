import { z } from "zod";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { GoogleIdentity } from "./auth";
import { clusterManager, guarded } from "./container";
import { GoogleError, type GoogleErrorReason, toGoogleError } from "./google-error";
import { patientCall } from "./patient-call";
import type { GoogleSettings } from "./settings";

/** An update of the list as it is planned: `PUT /v1/CLUSTER` with its body. */
export type ListUpdate = { readonly method: string; readonly path: string; readonly body: unknown };

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
    update: ListUpdate,
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  /** @throws GoogleError */
  readonly getOperation: (name: ClusterName, operation: string, timeoutMs: number) => Promise<OperationAnswer>;
};

/** Everything else that an update of a cluster can change is refused here, whoever planned it. */
const listBody = z.strictObject({
  name: z.string(),
  update: z.strictObject({
    etag: z.string().min(1),
    desiredControlPlaneEndpointsConfig: z.strictObject({
      ipEndpointsConfig: z.strictObject({
        authorizedNetworksConfig: z.strictObject({
          enabled: z.literal(true),
          cidrBlocks: z.array(z.strictObject({ cidrBlock: z.string(), displayName: z.string().optional() })),
          gcpPublicCidrsAccessEnabled: z.boolean().optional(),
          privateEndpointEnforcementEnabled: z.boolean().optional(),
        }),
      }),
    }),
  }),
});

/** Answers that prove that a change was not accepted. */
const notAccepted: ReadonlySet<GoogleErrorReason> = new Set([
  "not-found",
  "permission-denied",
  "unauthenticated",
  "api-disabled",
  "billing-disabled",
  "perimeter-denied",
  "rate-limited",
  "invalid-argument",
  "aborted",
  "busy",
  "failed-precondition",
]);

export function containerWriter(settings: GoogleSettings, identity: GoogleIdentity): ContainerWriter {
  const client = clusterManager(settings, identity);
  return {
    async updateAuthorizedNetworks(name, { body }, timeoutMs) {
      const parsed = listBody.safeParse(body);
      if (!parsed.success || parsed.data.name !== formatClusterName(name)) {
        throw new GoogleError(
          "invalid-argument",
          "Only the list of authorized networks of this cluster can be updated.",
        );
      }
      const manager = await guarded(client);
      try {
        // The client never repeats an update on its own.
        const [{ name: operation }] = await manager.updateCluster(toVendor(parsed.data), {
          timeout: timeoutMs,
          retry: null,
        });
        if (operation) return { operation };
      } catch (error) {
        const { reason, message, permission, operation } = toGoogleError(error);
        if (notAccepted.has(reason)) throw new GoogleError(reason, message, permission, operation);
        throw new GoogleError("unknown-outcome", message);
      }
      throw new GoogleError("unknown-outcome", "Google's answer names no operation");
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

/** The client's types know no optional properties that are undefined. */
function toVendor({ name, update }: z.infer<typeof listBody>) {
  const { authorizedNetworksConfig } = update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
  const { enabled, cidrBlocks, gcpPublicCidrsAccessEnabled, privateEndpointEnforcementEnabled } =
    authorizedNetworksConfig;
  const config = {
    enabled,
    cidrBlocks: cidrBlocks.map(({ cidrBlock, displayName }) =>
      displayName ? { displayName, cidrBlock } : { cidrBlock },
    ),
    ...(gcpPublicCidrsAccessEnabled === undefined ? {} : { gcpPublicCidrsAccessEnabled }),
    ...(privateEndpointEnforcementEnabled === undefined ? {} : { privateEndpointEnforcementEnabled }),
  };
  return {
    name,
    update: {
      etag: update.etag,
      desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: config } },
    },
  };
}
