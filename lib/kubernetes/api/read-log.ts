import { type ControlPlaneConnection, serverOf } from "@/lib/kubernetes/control-plane-connection";
import { checkName } from "./call";
import { brokenOff } from "./exchange";
import { linesOf } from "./lines";
import type { LogOptions } from "./reader";
import { beginStream, mayPass, pauseBefore, reconnectPauses } from "./reconnect";

/** A log of more bytes is not read to its end. */
export const logLimit = 4 * 1024 * 1024;
const lineLimit = 16 * 1024;
/** Nothing for this long, in milliseconds: the connection is made again, for a silent one may be dead. */
const idleLimit = 5 * 60_000;

export type LogOf = { readonly namespace: string; readonly podName: string; readonly container: string };

/** See `KubernetesReader.log`. Kubernetes cannot begin in the middle of a log: what was given before is read and left out. */
export async function* readLog(
  connection: ControlPlaneConnection,
  of: LogOf,
  { follow, sinceBytes = 0 }: LogOptions,
  signal: AbortSignal,
  pauses: readonly number[] = reconnectPauses,
  patienceMs = idleLimit,
): AsyncGenerator<string> {
  checkName(of.namespace, of.podName, of.container);
  let given = sinceBytes;
  let begun = false;
  for (let failures = 0; ; failures += 1) {
    let position = 0;
    try {
      const response = await beginStream(connection, logUrl(connection, of, follow), signal, patienceMs);
      begun = true;
      response.setTimeout(idleLimit, () => response.destroy(new Error("silence")));
      for await (const line of linesOf(response, lineLimit)) {
        position += Buffer.byteLength(line) + 1;
        if (position <= given) continue;
        given = position;
        failures = 0;
        yield line;
      }
      return;
    } catch (error) {
      const failure = brokenOff(error, undefined, connection, signal);
      if (signal.aborted && follow) return;
      if (!follow || !begun || !mayPass(failure) || failures >= pauses.length) throw failure;
    }
    await pauseBefore(pauses, failures, signal);
  }
}

function logUrl(connection: ControlPlaneConnection, { namespace, podName, container }: LogOf, follow: boolean): URL {
  const url = new URL(`${serverOf(connection)}/api/v1/namespaces/${namespace}/pods/${podName}/log`);
  url.searchParams.set("container", container);
  url.searchParams.set("follow", String(follow));
  url.searchParams.set("limitBytes", String(logLimit));
  return url;
}
