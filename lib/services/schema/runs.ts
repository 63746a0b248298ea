import { z } from "zod";
import { operatorForm } from "@/lib/workload/operator/form";
import { policyAnswer } from "./access";
import { clusterResource } from "./request";
import { googleServiceAccount, kubernetesServiceAccount, namespaceName } from "./workload";

/** `POST /api/workloads/runs`, with the header `Idempotency-Key`: runs one pod. */
export const runRequest = z.discriminatedUnion("kind", [
  /** A pod that asks the metadata server who it is. */
  z.strictObject({
    kind: z.literal("probe"),
    cluster: clusterResource,
    namespace: namespaceName,
    serviceAccount: kubernetesServiceAccount,
    /** The Google service account that it should be; null: the direct principal. */
    expected: googleServiceAccount.nullable(),
    reason: z.string().max(500).default(""),
  }),
  /** Exactly the pod that the operator would make. */
  z.strictObject({
    kind: z.literal("rehearsal"),
    cluster: clusterResource,
    form: operatorForm,
    dagId: z.string().max(250).default("rehearsal"),
    /** Composer's image version and the provider's, where they are known. */
    versions: z
      .strictObject({ composer: z.string().max(200).optional(), provider: z.string().max(40).optional() })
      .default({}),
    reason: z.string().max(500).default(""),
  }),
]);

export type RunRequest = z.infer<typeof runRequest>;

/**
 * `queued`: waits for the applier. `starting`: the pod was created and its container does not run yet. `running`. `finished`:
 * the container ended by itself. `failed`: it never ran, or was stopped at its deadline. `stopped`: a person ended it.
 */
export const runStates = ["queued", "starting", "running", "finished", "failed", "stopped"] as const;

/** One run, as `GET /api/workloads/runs/{id}` answers it, and with `Accept: application/x-ndjson` again after each change. */
export const runView = z.object({
  id: z.string(),
  kind: z.enum(["probe", "rehearsal"]),
  cluster: clusterResource,
  namespace: z.string(),
  serviceAccount: z.string(),
  /** Null until it is created. */
  pod: z.string().nullable(),
  image: z.string(),
  command: z.array(z.string()),
  person: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(runStates),
  /** One sentence: what it waits for, or how it ended. */
  detail: z.string(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** After this the pod is stopped. */
  deadlineAt: z.string(),
  /** The pod is gone from the cluster. */
  cleaned: z.boolean(),
  /** Why the pod of a run that is over could not be removed at the last try; null when nothing is in the way. */
  removal: z
    .object({
      why: z.string(),
      /** From then on Drawbridge tries no more, and the pod may still be there; null: it tries again. */
      givenUpAt: z.string().nullable(),
      /** Deletes the pod by hand. */
      kubectl: z.string(),
    })
    .nullable(),
  exitCode: z.number().int().nullable(),
  events: z.array(
    z.object({ at: z.string(), type: z.string(), reason: z.string(), message: z.string(), count: z.number() }),
  ),
  /** The log's lines, the oldest left out past the limit. */
  log: z.array(z.string()),
  logTruncated: z.boolean(),
  /** What a probe pod saw; null for a rehearsal and until it has ended. */
  identity: z
    .object({
      /** What the metadata server named: a Google account, the workload pool, or null when it named none. */
      email: z.string().nullable(),
      kind: z.enum(["google-service-account", "workload-pool", "node", "none"]),
      tokenStatus: z.number().int(),
      scopes: z.array(z.string()),
      expected: z.string().nullable(),
      /** It is the identity that was expected, and it gets a token. */
      proven: z.boolean(),
      /** One sentence for people. */
      summary: z.string(),
    })
    .nullable(),
  manifest: z.unknown(),
});

export type RunView = z.infer<typeof runView>;

/** `POST /api/workloads/runs/preview`, body as of a run: what would be run, and whether this person may. */
export const runPreview = z.object({
  manifest: z.unknown(),
  kubectl: z.string(),
  policy: policyAnswer,
  /** In what a rehearsal differs from the operator's own pod, a sentence each. */
  differences: z.array(z.string()),
});

/** `GET /api/workloads/runs?cluster=&limit=&cursor=`, newest first. */
export const runPage = z.object({ runs: z.array(runView), nextCursor: z.string().nullable() });
