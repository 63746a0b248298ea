import type { JsonObject } from "@/lib/simulator/world";
import { age } from "./age";
import { type KubeObject, numberIn, objectsIn, textIn, valueAt } from "./kube-object";

type PodColumn = { readonly name: string; readonly wide?: true; readonly cell: (pod: KubeObject, now: Date) => string };

/** The columns of pods, as the API server makes them. */
export const podColumns: readonly PodColumn[] = [
  { name: "Name", cell: ({ metadata }) => metadata.name },
  { name: "Ready", cell: ready },
  { name: "Status", cell: podStatus },
  { name: "Restarts", cell: restarts },
  { name: "Age", cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) },
  { name: "IP", wide: true, cell: (pod) => textIn(pod, "status", "podIP") ?? "<none>" },
  { name: "Node", wide: true, cell: (pod) => textIn(pod, "spec", "nodeName") ?? "<none>" },
  { name: "Nominated Node", wide: true, cell: () => "<none>" },
  { name: "Readiness Gates", wide: true, cell: () => "<none>" },
];

/** The word of `kubectl get pods`: the phase, or what is more exactly known of the container. */
export function podStatus(pod: KubeObject): string {
  const phase = textIn(pod, "status", "reason") ?? textIn(pod, "status", "phase") ?? "";
  const [container] = statuses(pod);
  const word = (container && containerWord(container)) ?? phase;
  return textIn(pod, "metadata", "deletionTimestamp") === undefined ? word : "Terminating";
}

function containerWord(status: JsonObject): string | undefined {
  const reason = textIn(status, "state", "waiting", "reason") ?? textIn(status, "state", "terminated", "reason");
  const code = numberIn(status, "state", "terminated", "exitCode");
  return reason ?? (code === undefined ? undefined : `ExitCode:${code}`);
}

function ready(pod: KubeObject): string {
  const count = statuses(pod).filter((status) => valueAt(status, "ready") === true).length;
  return `${count}/${objectsIn(pod, "spec", "containers").length}`;
}

function restarts(pod: KubeObject, now: Date): string {
  const [status] = statuses(pod);
  const count = (status && numberIn(status, "restartCount")) ?? 0;
  const last = status && textIn(status, "lastState", "terminated", "finishedAt");
  return count > 0 && last !== undefined ? `${count} (${age(last, now)} ago)` : String(count);
}

function statuses(pod: KubeObject): readonly JsonObject[] {
  return objectsIn(pod, "status", "containerStatuses");
}
