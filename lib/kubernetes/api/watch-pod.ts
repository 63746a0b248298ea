import type { IncomingMessage } from "node:http";
import { CoreV1Api, type V1Pod } from "@kubernetes/client-node";
import { type ControlPlaneConnection, serverOf } from "@/lib/kubernetes/control-plane-connection";
import { callerOf, checkName } from "./call";
import { brokenOff } from "./exchange";
import { isKubernetesError, KubernetesError } from "./kubernetes-error";
import { linesOf } from "./lines";
import { toPod } from "./normalise";
import { beginStream, mayPass, pauseBefore, reconnectPauses } from "./reconnect";
import type { PodView } from "./views";

/** The server ends a watch after this many seconds, so that one that is dead is noticed soon after. */
const watchSeconds = 50;
const idleLimit = (watchSeconds + 20) * 1_000;
const readLimit = 15_000;
const eventLimit = 4 * 1024 * 1024;

type WatchEvent = { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly pod: V1Pod };

/** See `KubernetesReader.watchPod`. After every interruption the pod is read again, so that nothing that still holds is missed. */
export async function* watchPod(
  connection: ControlPlaneConnection,
  namespace: string,
  name: string,
  signal: AbortSignal,
  pauses: readonly number[] = reconnectPauses,
  patienceMs = readLimit,
): AsyncGenerator<PodView> {
  checkName(namespace, name);
  let uid: string | undefined;
  let told: string | undefined;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const pod = await readPod(connection, namespace, name, signal);
      uid ??= pod?.metadata?.uid;
      if (!pod || pod.metadata?.uid !== uid) return;
      failures = 0;
      const version = pod.metadata?.resourceVersion;
      if (version !== told) yield toPod(pod);
      told = version;
      const url = watchUrl(connection, namespace, name, version ?? "");
      for await (const event of eventsOf(await beginStream(connection, url, signal, patienceMs))) {
        if (event.pod.metadata?.uid !== uid) return;
        told = event.pod.metadata?.resourceVersion;
        yield toPod(event.pod);
        if (event.type === "DELETED") return;
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = brokenOff(error, undefined, connection, signal);
      if (!mayPass(failure)) throw failure;
    }
    await pauseBefore(pauses, failures, signal);
  }
}

async function readPod(
  connection: ControlPlaneConnection,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<V1Pod | undefined> {
  const attempt = AbortSignal.any([signal, AbortSignal.timeout(readLimit)]);
  const call = callerOf(connection);
  return call(CoreV1Api, attempt, (api) => api.readNamespacedPod({ name, namespace })).catch((error: unknown) => {
    if (isKubernetesError(error) && error.reason === "not-found") return undefined;
    throw error;
  });
}

function watchUrl(connection: ControlPlaneConnection, namespace: string, name: string, resourceVersion: string): URL {
  const url = new URL(`${serverOf(connection)}/api/v1/namespaces/${namespace}/pods`);
  const query = { watch: "true", fieldSelector: `metadata.name=${name}`, resourceVersion };
  for (const [key, value] of Object.entries({ ...query, timeoutSeconds: String(watchSeconds) })) {
    url.searchParams.set(key, value);
  }
  return url;
}

/** Of one watch. Ends when the server ends it, or cannot go on from there. */
async function* eventsOf(response: IncomingMessage): AsyncGenerator<WatchEvent> {
  response.setTimeout(idleLimit, () => response.destroy(new Error("silence")));
  for await (const line of linesOf(response, eventLimit)) {
    const event = parseEvent(line);
    if (!event) return;
    yield event;
  }
}

/** Undefined: the server says that it cannot go on (`ERROR`, as when it has forgotten the resource version). */
function parseEvent(line: string): WatchEvent | undefined {
  const { type, object }: { type?: unknown; object?: V1Pod } = parseJson(line);
  if (type === "ERROR" || !object) return undefined;
  if (type === "ADDED" || type === "MODIFIED" || type === "DELETED") return { type, pod: object };
  throw new KubernetesError("invalid-answer", "the watch tells what is no event of a pod");
}

function parseJson(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    throw new KubernetesError("invalid-answer", "the watch is not of Kubernetes' documented form");
  }
}
