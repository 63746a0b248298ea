import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { type KubeObject, objectsIn, textIn } from "./objects/kube-object";
import type { ObjectRequest } from "./objects/write-object";
import { isTrue } from "./resource-path";
import { badRequest, objectNotFound } from "./status";

const text = { "content-type": "text/plain" };

/** GET of a pod's log: the whole of it, its last lines, or with `follow` everything until the container ends. */
export function readPodLog({ kubernetes, path, request, now }: ObjectRequest): SimulatedAnswer {
  const { type, namespace, name = "" } = path;
  const pod = kubernetes.store.find(type, namespace, name);
  if (!pod) throw objectNotFound(type, name);
  const container = request.query.get("container") ?? textIn(objectsIn(pod, "spec", "containers")[0], "name") ?? "";
  requireStarted(pod, container);
  const previous = isTrue(request.query.get("previous") ?? "false");
  const log = kubernetes.logs.of(pod.metadata.uid, previous);
  // A pod that the world put there has printed nothing.
  if (!log && !previous) return { status: 200, headers: text, text: "" };
  if (!log) throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  const timestamps = isTrue(request.query.get("timestamps") ?? "false");
  const seconds = request.query.get("sinceSeconds");
  const time = request.query.get("sinceTime");
  const since = seconds === null ? (time === null ? 0 : Date.parse(time)) : now.getTime() - Number(seconds) * 1_000;
  const tail = request.query.get("tailLines");
  const limit = request.query.get("limitBytes");
  const start = log.read({ since, timestamps, ...(tail === null ? {} : { tailLines: Number(tail) }) });
  const cut = limit === null ? start : Buffer.from(start).subarray(0, Number(limit)).toString("utf8");
  if (!isTrue(request.query.get("follow") ?? "false")) return { status: 200, headers: text, text: cut };
  return {
    status: 200,
    headers: text,
    stream: (sink) => {
      if (cut !== "") sink.write(cut);
      const unsubscribe = log.follow(
        (piece) => sink.write(timestamps ? `${piece.at.toISOString()} ${piece.text}` : piece.text),
        () => sink.end(),
      );
      const release = kubernetes.keepAwake(() => sink.end());
      return () => {
        unsubscribe();
        release();
      };
    },
  };
}

function requireStarted(pod: KubeObject, container: string): void {
  const { name } = pod.metadata;
  if (!objectsIn(pod, "spec", "containers").some((candidate) => candidate.name === container)) {
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  }
  if (textIn(pod, "spec", "nodeName") === undefined) {
    throw badRequest(`pod ${name} does not have a host assigned`);
  }
  const status = objectsIn(pod, "status", "containerStatuses").find((candidate) => candidate.name === container);
  const waiting = status && textIn(status, "state", "waiting", "reason");
  if (status && waiting === undefined) return;
  const hasLog = status && textIn(status, "lastState", "terminated", "reason") !== undefined;
  if (hasLog) return;
  const why = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"].includes(waiting ?? "")
    ? "trying and failing to pull image"
    : (waiting ?? "ContainerCreating");
  throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
}
