import { runLabel } from "@/lib/core/run-label";
import { redactCredentials } from "@/lib/google/credential-text";
import { isKubernetesError, type KubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import type { PodView } from "@/lib/kubernetes/api/views";
import type { Kubernetes } from "./port";
import { queueMinutes, type Run, takenUpBy } from "./run";
import { callSignal, type RunnerContext } from "./runner-context";

export type CreateAnswer =
  /** `again`: there were other tries, and one whose answer was not seen may still come true. */
  | { readonly kind: "created"; readonly run: Run; readonly again: boolean }
  /** The cluster does not take it; `detail` says why and what to do. */
  | { readonly kind: "refused"; readonly detail: string; readonly run: Run }
  /** Somebody else works on the run, or has ended it. */
  | { readonly kind: "lost" };

/**
 * Creates the run's pod, or finds the one that it has: its name was written down before. Whatever two processes do, a run
 * has one pod, because it has one name.
 *
 * @throws KubernetesError where another try can end otherwise; StoreError
 */
export async function createPod(
  run: Run,
  { reader, writer }: Kubernetes,
  context: RunnerContext,
): Promise<CreateAnswer> {
  const { runs, clock, atStep } = context;
  const { namespace, manifest } = run;
  const { name } = manifest.metadata;
  const isLate = clock.now() >= takenUpBy(run);
  let pod: PodView | undefined;
  let intended = run;
  let again = run.intendedAt !== null;
  const intendedAt = clock.now();
  const refused = (detail: string): CreateAnswer => ({ kind: "refused", detail, run: intended });
  if (run.intendedAt === null) {
    if (isLate) return refused(tooLate);
    if (!(await runs.intend(run, intendedAt))) return { kind: "lost" };
    intended = { ...run, state: "starting", intendedAt };
    await atStep?.("intended");
  } else {
    pod = await reader.pod(namespace, name, callSignal(context));
    if (!pod && isLate) return refused(tooLate);
    if (!pod && !(await runs.intend(run, intendedAt))) return { kind: "lost" };
    if (!pod) intended = { ...run, intendedAt };
  }
  try {
    pod ??= await writer.createPod(namespace, manifest, callSignal(context));
  } catch (error) {
    if (!isKubernetesError(error)) throw error;
    again ||= error.reason === "already-exists";
    if (error.reason === "already-exists") pod = await reader.pod(namespace, name, callSignal(context));
    else if (isFinal(error)) return refused(refusal(run, error));
    if (!pod) throw error;
  }
  if (pod.labels[runLabel] !== run.id) {
    return refused(`The namespace ${namespace} has another pod of the name ${name}.`);
  }
  await atStep?.("pod-created");
  const at = clock.now();
  if (!(await runs.created(run, pod.uid, at))) {
    const now = await runs.get(run.id);
    // This process lost its lock, and another goes on with the same pod.
    if (now?.podUid === pod.uid && now.cleanedAt === null) return { kind: "lost" };
    // The run was over by then, and its pod is looked for no more.
    await writer.deletePod(namespace, name, pod.uid, callSignal(context)).catch((error: unknown) => {
      if (!isKubernetesError(error) || error.reason !== "not-found") throw error;
    });
    return { kind: "lost" };
  }
  await atStep?.("created-stored");
  return { kind: "created", run: { ...intended, state: "starting", podUid: pod.uid, createdAt: at }, again };
}

const tooLate = `Its pod was not created within ${queueMinutes} minutes: ask for it again.`;

function isFinal({ reason }: KubernetesError): boolean {
  return reason === "forbidden" || reason === "invalid" || reason === "not-found";
}

function refusal({ namespace, serviceAccount }: Run, { reason, message }: KubernetesError): string {
  const said = `Kubernetes: ${redactCredentials(message).slice(0, 600)}`;
  if (reason === "not-found") return `There is no namespace ${namespace}. ${said}`;
  if (reason === "invalid") return `Kubernetes does not take this pod. ${said}`;
  if (/error looking up service account/.test(message)) {
    return `There is no Kubernetes service account ${serviceAccount} in ${namespace}. ${said}`;
  }
  if (/exceeded quota/.test(message)) return `The namespace's quota does not take another pod. ${said}`;
  if (/admission webhook|denied the request|violates PodSecurity/.test(message)) {
    return `A rule of the cluster refuses this pod. ${said}`;
  }
  return `Drawbridge may not create pods in ${namespace}: its applier's account needs container.pods.create (roles/container.developer), or a Role there. ${said}`;
}
