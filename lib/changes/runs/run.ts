import type { Person } from "@/lib/changes/grant";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import type { EventView } from "@/lib/kubernetes/api/views";
import type { RunIdentity } from "@/lib/workload/runs/read-probe";

export type RunKind = "probe" | "rehearsal";

/**
 * `queued` waits for the applier. `starting`: there is, or may be, a pod, and its container does not run. `finished`: the
 * container ended by itself, whatever its exit code. `failed`: it never ran, or was ended at its deadline or by others.
 * `stopped`: a person ended it. The last three are final; the pod may still be there until `cleanedAt`,
 * and after `givenUpAt`.
 */
export type RunState = "queued" | "starting" | "running" | "finished" | "failed" | "stopped";

/** One pod, as a person asked for it. */
export type RunRequest = {
  readonly id: string;
  readonly kind: RunKind;
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The Google service account that a probe should be; null: the direct principal, and for a rehearsal. */
  readonly expected: string | null;
  readonly image: string;
  readonly manifest: PodManifest;
  readonly principal: Person;
  readonly reason: string;
  /** One person's click. Repeated, it finds the run that it made. */
  readonly idempotencyKey: string;
  readonly requestedAt: Date;
  /** How long the pod may live, from its creation on. */
  readonly patienceMs: number;
};

export type RunEvent = Pick<EventView, "type" | "reason" | "message" | "count"> & { readonly at: string };

export type Run = RunRequest & {
  readonly state: RunState;
  /** One sentence: what it waits for, or how it ended. */
  readonly detail: string;
  /** Since the last try there may be a pod of the manifest's name, and before it there was none; null before the first. */
  readonly intendedAt: Date | null;
  /** Null while the pod's creation was not seen. */
  readonly podUid: string | null;
  readonly createdAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The pod is gone from the cluster, or never was there. */
  readonly cleanedAt: Date | null;
  /** One sentence: why the pod of a run that is over could not be removed at the last try. */
  readonly removalTrouble: string | null;
  /** From here on nobody tries to remove the pod any more: it may still be there. */
  readonly givenUpAt: Date | null;
  readonly stopAskedAt: Date | null;
  readonly stopAskedBy: string | null;
  readonly exitCode: number | null;
  readonly events: readonly RunEvent[];
  readonly log: readonly string[];
  readonly logTruncated: boolean;
  readonly identity: RunIdentity | null;
};

export function isOver({ state }: Pick<Run, "state">): boolean {
  return state === "finished" || state === "failed" || state === "stopped";
}

/** Nothing is left to do: its pod is gone, or given up. */
export function isClosed({ cleanedAt, givenUpAt }: Pick<Run, "cleanedAt" | "givenUpAt">): boolean {
  return cleanedAt !== null || givenUpAt !== null;
}

/** Days after a run's end in which its pod is tried to be removed. Its own deadline has long ended it by then. */
const removalDays = 7;

/** From here on a pod that cannot be removed is given up. */
export function givenUpFrom({ endedAt, requestedAt }: Pick<Run, "endedAt" | "requestedAt">): Date {
  return new Date((endedAt ?? requestedAt).getTime() + removalDays * 86_400_000);
}

/** After this the pod is ended. */
export function deadlineOf({ createdAt, requestedAt, patienceMs }: Run): Date {
  return new Date((createdAt ?? requestedAt).getTime() + patienceMs);
}

/** Minutes that a run waits for the applier and its cluster. */
export const queueMinutes = 5;

/** After this no pod is created: the person who asked for it may not expect it any more. */
export function takenUpBy({ requestedAt }: Pick<Run, "requestedAt">): Date {
  return new Date(requestedAt.getTime() + queueMinutes * 60_000);
}
