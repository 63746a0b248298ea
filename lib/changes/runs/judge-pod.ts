import { redactCredentials } from "@/lib/google/credential-text";
import type { ContainerView, EventView, PodView } from "@/lib/kubernetes/api/views";
import { baseContainer } from "@/lib/workload/runs/probe-manifest";

export type PodJudgement =
  /** `patienceMs`: it will not get better after this long; null: it may, at any time. */
  | { readonly kind: "waiting"; readonly detail: string; readonly patienceMs: number | null }
  | { readonly kind: "running" }
  | {
      readonly kind: "over";
      /** `finished`: its program ended by itself. */
      readonly state: "finished" | "failed";
      readonly exitCode: number | null;
      readonly detail: string;
    };

/** Milliseconds in which the kubelet gets another try at what may have been a passing trouble. */
const anotherTry = 10_000;

/** What the cluster says of a pod, with what to do about it. Pure. */
export function judgePod(pod: PodView, events: readonly EventView[]): PodJudgement {
  const base = pod.containers.find(({ name }) => name === baseContainer) ?? pod.containers[0];
  const exitCode = base?.exitCode ?? null;
  if (pod.phase === "Failed" && pod.reason !== null && pod.reason !== "Error") {
    return { kind: "over", state: "failed", exitCode, detail: endedByOthers(pod) };
  }
  if (base?.state === "terminated") return terminated(base, pod);
  if (pod.phase === "Succeeded") return finished(0);
  if (pod.phase === "Failed") {
    return { kind: "over", state: "failed", exitCode, detail: withMessage("The cluster ended the pod", pod.message) };
  }
  if (base?.state === "running") return { kind: "running" };
  return waiting(pod, base, events);
}

function terminated({ reason, message, exitCode }: ContainerView, { deletionTimestamp }: PodView): PodJudgement {
  if (reason === "OOMKilled") {
    const detail = "It needed more memory than its limit gives it, and was killed (OOMKilled): raise the memory limit.";
    return { kind: "over", state: "failed", exitCode, detail };
  }
  if (reason === "StartError" || reason === "ContainerCannotRun") {
    const detail = `Its program could not be started: is it in the image?${tail(message)}`;
    return { kind: "over", state: "failed", exitCode, detail };
  }
  if (reason === "ContainerStatusUnknown") {
    const detail = `How it ended is not known: its node lost it.${tail(message)}`;
    return { kind: "over", state: "failed", exitCode, detail };
  }
  // Of a pod that is deleted the kubelet kills the program.
  if (deletionTimestamp !== null && exitCode !== 0) {
    const detail = `Its pod was deleted by somebody else, or with its node, and it ended with exit code ${exitCode}.`;
    return { kind: "over", state: "failed", exitCode, detail };
  }
  return finished(exitCode);
}

function finished(exitCode: number | null): PodJudgement {
  const detail = exitCode === 0 ? "It ended by itself, with exit code 0." : `It ended with exit code ${exitCode}.`;
  return { kind: "over", state: "finished", exitCode, detail };
}

function endedByOthers({ reason, message }: PodView): string {
  switch (reason) {
    case "DeadlineExceeded":
      return "It was ended at its deadline (DeadlineExceeded).";
    case "Evicted":
      return withMessage("Its node took it off (Evicted): it ran out of something", message);
    default:
      return withMessage(`The cluster ended it (${reason})`, message);
  }
}

function waiting(pod: PodView, base: ContainerView | undefined, events: readonly EventView[]): PodJudgement {
  const image = base?.image ?? "";
  const message = base?.message ?? null;
  switch (base?.reason) {
    case "ErrImagePull":
    case "ImagePullBackOff":
      return {
        kind: "waiting",
        detail: `The image ${image} cannot be pulled: does it exist, and may the node's service account read its registry (roles/artifactregistry.reader)?${tail(pullFailure(events) ?? message)}`,
        patienceMs: base.reason === "ErrImagePull" ? anotherTry : 0,
      };
    case "InvalidImageName":
    case "ErrImageNeverPull":
      return { kind: "waiting", detail: `The image ${image} cannot be used.${tail(message)}`, patienceMs: 0 };
    case "CreateContainerConfigError": {
      const detail = `Its container cannot be made: a Secret, ConfigMap or key that it names is not in the namespace.${tail(message)}`;
      return { kind: "waiting", detail, patienceMs: anotherTry };
    }
    case "CreateContainerError":
    case "RunContainerError": {
      const detail = `Its container cannot be started: is its program in the image?${tail(message)}`;
      return { kind: "waiting", detail, patienceMs: anotherTry };
    }
  }
  if (pod.nodeName === null) {
    const scheduling = pod.reason === "Unschedulable" ? pod.message : null;
    if (scheduling === null) return { kind: "waiting", detail: "It waits for a node.", patienceMs: null };
    const detail = `No node takes it yet. A new one may come; otherwise it asks for more than there is, or may not go where there is room.${tail(scheduling)}`;
    return { kind: "waiting", detail, patienceMs: null };
  }
  return { kind: "waiting", detail: `${pod.nodeName} gets it ready: the image is pulled.`, patienceMs: null };
}

function pullFailure(events: readonly EventView[]): string | null {
  const failures = events.filter(({ reason, message }) => reason === "Failed" && /pull/i.test(message));
  return failures.find(({ message }) => /failed to pull/i.test(message))?.message ?? failures.at(-1)?.message ?? null;
}

function withMessage(sentence: string, message: string | null): string {
  return message ? `${sentence}: ${clean(message)}` : `${sentence}.`;
}

function tail(message: string | null): string {
  return message ? ` Kubernetes: ${clean(message)}` : "";
}

/** Names of registries may hold passwords. */
function clean(message: string): string {
  return redactCredentials(message).slice(0, 500);
}
