import type { Json, JsonObject } from "@/lib/simulator/world";
import { type KubeObject, objectIn, objectsIn, textIn, timestamp } from "../objects/kube-object";

/** How the only container of a pod stands. */
export type ContainerState =
  | { readonly kind: "waiting"; readonly reason: string; readonly message?: string }
  | { readonly kind: "running"; readonly startedAt: Date }
  | {
      readonly kind: "terminated";
      readonly exitCode: number;
      readonly reason: string;
      readonly message?: string;
      readonly startedAt: Date;
      readonly finishedAt: Date;
    };

/** What the kubelet knows of a pod on its node. */
export type PodSituation = {
  readonly at: Date;
  readonly startTime: Date;
  readonly hostIp: string;
  /** Undefined until the pod's network is there. */
  readonly podIp: string | undefined;
  readonly container: ContainerState;
  readonly last: Extract<ContainerState, { kind: "terminated" }> | undefined;
  readonly restarts: number;
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed";
  /** `DeadlineExceeded` and the like: why the pod as a whole failed. */
  readonly reason?: string;
  readonly message?: string;
};

/** The status that the kubelet writes. */
export function podStatusOf(pod: KubeObject, situation: PodSituation): JsonObject {
  const { container, last, podIp, phase, reason, message } = situation;
  const [spec = {}] = objectsIn(pod, "spec", "containers");
  const running = container.kind === "running";
  const image = textIn(spec, "image") ?? "";
  const status = {
    name: textIn(spec, "name") ?? "",
    state: stateOf(container),
    lastState: last ? stateOf(last) : {},
    ready: running,
    restartCount: situation.restarts,
    image,
    imageID: container.kind === "waiting" && !last ? "" : `${image}@sha256:simulated`,
    ...(container.kind === "waiting" && !last
      ? {}
      : { containerID: `containerd://simulated-${pod.metadata.uid}-${situation.restarts}` }),
    started: running,
  };
  return {
    ...objectIn(pod, "status"),
    phase,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    conditions: conditionsOf(pod, situation),
    hostIP: situation.hostIp,
    hostIPs: [{ ip: situation.hostIp }],
    ...(podIp === undefined ? {} : { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime: timestamp(situation.startTime),
    containerStatuses: [status],
  };
}

/** The condition that a pod has a node, or why not. */
export function scheduledCondition(scheduled: boolean, at: Date, message?: string): JsonObject {
  const refusal = message === undefined ? {} : { reason: "Unschedulable", message };
  return {
    type: "PodScheduled",
    status: scheduled ? "True" : "False",
    lastProbeTime: null,
    lastTransitionTime: timestamp(at),
    ...refusal,
  };
}

function conditionsOf(pod: KubeObject, { container, phase, podIp, at }: PodSituation): Json {
  const name = textIn(objectsIn(pod, "spec", "containers")[0], "name") ?? "";
  const running = container.kind === "running";
  const unready =
    phase === "Succeeded"
      ? { reason: "PodCompleted" }
      : phase === "Failed"
        ? { reason: "PodFailed" }
        : { reason: "ContainersNotReady", message: `containers with unready status: [${name}]` };
  const wanted = [
    {
      type: "PodReadyToStartContainers",
      status: podIp === undefined || phase === "Succeeded" || phase === "Failed" ? "False" : "True",
    },
    { type: "Initialized", status: "True", ...(phase === "Succeeded" ? { reason: "PodCompleted" } : {}) },
    { type: "Ready", status: running ? "True" : "False", ...(running ? {} : unready) },
    { type: "ContainersReady", status: running ? "True" : "False", ...(running ? {} : unready) },
    { type: "PodScheduled", status: "True" },
  ];
  const before = objectsIn(pod, "status", "conditions");
  return wanted.map((condition) => {
    const previous = before.find(({ type }) => type === condition.type);
    const changed = previous?.status !== condition.status;
    const lastTransitionTime = changed ? timestamp(at) : (previous?.lastTransitionTime ?? timestamp(at));
    return { lastProbeTime: null, ...condition, lastTransitionTime };
  });
}

function stateOf(state: ContainerState): JsonObject {
  if (state.kind === "running") return { running: { startedAt: timestamp(state.startedAt) } };
  const message = state.message === undefined ? {} : { message: state.message };
  if (state.kind === "waiting") return { waiting: { reason: state.reason, ...message } };
  const { exitCode, reason, startedAt, finishedAt } = state;
  return {
    terminated: { exitCode, reason, ...message, startedAt: timestamp(startedAt), finishedAt: timestamp(finishedAt) },
  };
}
