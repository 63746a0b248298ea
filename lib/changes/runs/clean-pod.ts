import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { runLabel } from "@/lib/workload/runs/labels";
import type { Kubernetes } from "./port";
import type { Run } from "./run";
import { callSignal, type RunnerContext } from "./runner-context";

const lookEvery = 1_000;
const looks = 45;

/** Milliseconds in which a creation whose answer was not seen may still come true; none is sent once the run is over. */
const lateCreation = 60_000;

/**
 * Deletes the run's own pod, by its uid, and resolves with true once it is gone: another pod of that name is left alone.
 * False: not yet, look again later.
 *
 * @throws KubernetesError
 */
export async function cleanPod(run: Run, { reader, writer }: Kubernetes, context: RunnerContext): Promise<boolean> {
  const { clock, sleep, stopping, atStep } = context;
  const { namespace, podUid, intendedAt, endedAt } = run;
  const { name } = run.manifest.metadata;
  if (intendedAt === null) return true;
  for (let look = 0; look < looks && !stopping.aborted; look += 1) {
    const pod = await reader.pod(namespace, name, callSignal(context));
    if (!pod) return podUid !== null || clock.now().getTime() - (endedAt ?? intendedAt).getTime() >= lateCreation;
    const ours = podUid === null ? pod.labels[runLabel] === run.id : pod.uid === podUid;
    if (!ours) return true;
    if (pod.deletionTimestamp === null) {
      await writer.deletePod(namespace, name, pod.uid, callSignal(context)).catch((error: unknown) => {
        if (!isKubernetesError(error) || (error.reason !== "not-found" && error.reason !== "conflict")) throw error;
      });
      await atStep?.("pod-deleted");
    }
    await sleep(lookEvery, stopping);
  }
  return false;
}
