import { digest } from "@/lib/simulator/cluster/addresses";
import { type KubeObject, namespaceOf, numberIn, timestamp } from "../objects/kube-object";
import type { ObjectStore } from "../objects/object-store";
import { coreType } from "../objects/resource-types";
import { containerNameOf } from "./container-config";

export type EventText = {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  /** Default: the kubelet, about the pod's container. The scheduler writes the newer form of events. */
  readonly from?: "scheduler" | "kubelet-about-pod";
};

/** Records an event about a pod; one that was recorded before is counted up instead. */
export function recordEvent(
  store: ObjectStore,
  pod: KubeObject,
  node: string | undefined,
  event: EventText,
  at: Date,
): void {
  const type = coreType("events");
  const { name, uid, resourceVersion } = pod.metadata;
  const namespace = namespaceOf(pod) ?? "default";
  const eventName = `${name}.18${digest(`event ${uid} ${event.reason} ${event.message}`, 14)}`;
  const present = store.find(type, namespace, eventName);
  if (present) {
    const count = (numberIn(present, "count") ?? 1) + 1;
    store.replace(type, { ...present, count, lastTimestamp: timestamp(at) });
    return;
  }
  const fieldPath = `spec.containers{${containerNameOf(pod)}}`;
  const involvedObject = {
    kind: "Pod",
    namespace,
    name,
    uid,
    apiVersion: "v1",
    resourceVersion,
    ...(event.from === undefined ? { fieldPath } : {}),
  };
  const { from: _from, ...words } = event;
  store.add(type, { involvedObject, ...words, ...sourceOf(event, node, at) }, { name: eventName, namespace }, at);
}

function sourceOf({ from }: EventText, node: string | undefined, at: Date) {
  if (from === "scheduler") {
    const eventTime = at.toISOString().replace("Z", "000Z");
    const times = { firstTimestamp: null, lastTimestamp: null, eventTime };
    return {
      source: {},
      ...times,
      action: "Scheduling",
      reportingComponent: "default-scheduler",
      reportingInstance: "default-scheduler",
    };
  }
  const times = { firstTimestamp: timestamp(at), lastTimestamp: timestamp(at), eventTime: null, count: 1 };
  const host = node ?? "";
  return { source: { component: "kubelet", host }, ...times, reportingComponent: "kubelet", reportingInstance: host };
}
