import type { Person } from "@/lib/changes/grant";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { KubernetesReader } from "@/lib/kubernetes/api/reader";
import type { KubernetesWriter } from "@/lib/kubernetes/api/writer";
import type { Run, RunRequest } from "./run";

export type RunRequestAnswer =
  /** `repeated`: the click was seen before, and this is the run that it made. */
  | { readonly kind: "done"; readonly run: Run; readonly repeated: boolean }
  /** Nothing was changed; `why` is a sentence for the person who asked. */
  | { readonly kind: "refused"; readonly why: string };

export type RunAnswer =
  | { readonly kind: "done"; readonly run: Run }
  | { readonly kind: "not-found" }
  | { readonly kind: "refused"; readonly why: string };

export type RunQuery = {
  readonly cluster?: ClusterName;
  /** 1 to 500. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
};

export type RunPage = { readonly runs: readonly Run[]; readonly nextCursor: string | null };

/**
 * What the newest finished probe under a Kubernetes service account saw. `at` is RFC 3339: not before this; when the pod
 * ended is not always seen at once.
 */
export type RunProof = {
  readonly run: string;
  readonly at: string;
  readonly email: string | null;
  readonly tokenStatus: number;
  readonly scopes: readonly string[];
};

/**
 * Runs as people see and ask for them. It knows no policy: who may do what is decided before. Each change is one
 * transaction with its audit event, durable when the promise resolves.
 */
export type RunStore = {
  readonly request: (request: RunRequest) => Promise<RunRequestAnswer>;
  readonly get: (id: string) => Promise<Run | undefined>;
  /** Newest first. */
  readonly list: (query: RunQuery) => Promise<RunPage>;
  /** Asks that it ends. Asked again, or of a run that is over, nothing changes. */
  readonly stop: (id: string, by: Person, at: Date) => Promise<RunAnswer>;
  readonly latestProof: (cluster: ClusterName, namespace: string, serviceAccount: string) => Promise<RunProof | null>;
  /** Calls back when a run may have changed, here or in another process, until `stop`. Calls may be lost. */
  readonly onChange: (id: string, changed: () => void) => { readonly stop: () => void };
};

/** What becomes known of a run that is not over. What is left out stays. */
export type RunProgress = Partial<Pick<Run, "state" | "detail" | "startedAt" | "events" | "log" | "logTruncated">>;

export type RunEnding = Required<Pick<RunProgress, "detail">> &
  Pick<Run, "exitCode" | "identity"> & {
    readonly state: "finished" | "failed" | "stopped";
    readonly at: Date;
    /** There never was a pod, nor will there be one: `intendedAt` is null again. */
    readonly withoutPod?: boolean;
  };

/**
 * The applier's memory of runs. What a run is told and what it is by then may differ: then nothing is changed, and the
 * answer is false.
 */
export type RunQueue = {
  /** The ids of all that have a pod, or may have one, or wait for one, and are not given up: oldest first. */
  readonly open: () => Promise<readonly string[]>;
  readonly get: (id: string) => Promise<Run | undefined>;
  /** `queued` to `starting`, before the pod is created; and before each further try, when none was made since `run`. */
  readonly intend: (run: Run, at: Date) => Promise<boolean>;
  /** The pod is there. */
  readonly created: (run: Run, podUid: string, at: Date) => Promise<boolean>;
  readonly progress: (run: Run, progress: RunProgress) => Promise<boolean>;
  /** False also when somebody has begun to create its pod, or has created it, of which `run` does not know. */
  readonly end: (run: Run, ending: RunEnding) => Promise<boolean>;
  /** Of a run that is over: its pod is gone. */
  readonly clean: (run: Run, at: Date) => Promise<boolean>;
  /** Of a run that is over: why its pod cannot be removed now. */
  readonly trouble: (run: Run, why: string) => Promise<boolean>;
  /** Of a run that is over, and whose pod nobody saw to be gone: it is not tried any more. */
  readonly giveUp: (run: Run, why: string, at: Date) => Promise<boolean>;
  /** Runs `work` while no other process works on this run; resolves with undefined when one does. */
  readonly withLock: <Value>(run: string, work: () => Promise<Value>) => Promise<Value | undefined>;
  /** Calls back when a person changed something, until `stop`. Calls may be lost; polling finds all. */
  readonly onWake: (wake: () => void) => { readonly stop: () => void };
};

/** What a run needs of a cluster's Kubernetes. */
export type Kubernetes = {
  readonly reader: Pick<KubernetesReader, "pod" | "events" | "watchPod" | "log">;
  readonly writer: Pick<KubernetesWriter, "createPod" | "deletePod">;
};

/**
 * A cluster's Kubernetes API with the applier's identity.
 *
 * @throws KubernetesError `unreachable`, with what was tried; GoogleError, `not-found` for a cluster that is gone
 */
export type ConnectKubernetes = (cluster: ClusterName, signal: AbortSignal) => Promise<Kubernetes>;
