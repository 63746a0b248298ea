import { stepTitle } from "./step-words";
import type { StepProgress, WorkloadStep } from "./steps";

/** What takes an update back: the steps that it made, the last one first, and what stays and why. */
export type WayBack = { readonly steps: readonly WorkloadStep[]; readonly stays: readonly string[] };

/** Only what the update made itself, or may have made: what was as wished before it stays. */
export function stepsBack(progress: readonly StepProgress[]): WayBack {
  const made = progress.filter(({ state, unsure }) => state === "done" || unsure).toReversed();
  const back = made.map((entry) => backOf(entry));
  return {
    steps: back.flatMap((one) => ("stays" in one ? [] : [one])),
    stays: back.flatMap((one) => ("stays" in one ? [one.stays] : [])),
  };
}

function backOf({ step, made }: StepProgress): WorkloadStep | { readonly stays: string } {
  switch (step.kind) {
    case "create-namespace":
      return made ? { kind: "delete-namespace", namespace: step.namespace, uid: made.uid } : unseen(step);
    case "create-service-account": {
      const { namespace, serviceAccount } = step;
      return made ? { kind: "delete-service-account", namespace, serviceAccount, uid: made.uid } : unseen(step);
    }
    case "annotate":
      return { ...step, before: step.after, after: step.before };
    case "add-binding":
      return { ...step, kind: "remove-binding" };
    case "remove-binding":
      return { ...step, kind: "add-binding" };
    case "enable-workload-identity":
      return { ...step, kind: "disable-workload-identity" };
    case "disable-workload-identity":
      return { ...step, kind: "enable-workload-identity" };
    case "set-node-metadata": {
      const { nodePool, before, after } = step;
      return { kind: "set-node-metadata", nodePool, before: after, after: before === "gke" ? "gke" : "gce" };
    }
    case "delete-namespace":
      return { kind: "create-namespace", namespace: step.namespace };
    case "delete-service-account":
      return { kind: "create-service-account", namespace: step.namespace, serviceAccount: step.serviceAccount };
  }
}

function unseen(step: WorkloadStep) {
  return {
    stays: `"${stepTitle(step)}" is not taken back: no answer was seen when it was made, so it may be somebody else's.`,
  };
}
