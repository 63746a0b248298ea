import type { FieldChange, PlanDraft } from "@/lib/engine/plan";
import { commandsOf } from "./step-commands";
import { riskOf, stepChange, stepPermissions } from "./step-effect";
import { type StepGround, stepRequest } from "./step-request";
import { warningsOf } from "./step-warnings";
import { stepTitle } from "./step-words";
import type { WorkloadStep } from "./steps";

/** What a plan of steps is made on. */
export type PlanGround = StepGround & {
  readonly cluster: StepGround["cluster"] & { readonly labels: Readonly<Record<string, string>> };
  /** True for the cluster of a Composer environment; its labels may say it, too. */
  readonly composer?: boolean;
};

/** The plan that carries these steps out, in their order. */
export function planSteps(
  title: string,
  steps: readonly WorkloadStep[],
  ground: PlanGround,
  more: { readonly undo?: string; readonly warnings?: readonly string[] } = {},
): PlanDraft {
  const requests = requestsOf(steps, ground);
  return {
    title,
    risk: riskOf(steps),
    steps: steps.map((step, index) => ({ summary: `${stepTitle(step)}.`, request: requests[index] ?? null })),
    changes: steps.map((step): FieldChange => stepChange(step)),
    permissions: [...new Set(steps.flatMap(stepPermissions))],
    commands: commandsOf(steps, ground.cluster.name),
    undo: more.undo ?? undoSentence(steps),
    warnings: [...(more.warnings ?? []), ...warningsOf(steps, ground)],
    files: [],
  };
}

/** A service account that an earlier step makes has no version yet that could be sent. */
function requestsOf(steps: readonly WorkloadStep[], ground: StepGround) {
  const made = steps.some(({ kind }) => kind === "create-service-account");
  return steps.map((step) => stepRequest(step, made ? { ...ground, resourceVersion: null } : ground));
}

function undoSentence(steps: readonly WorkloadStep[]): string {
  const creates = steps.some(({ kind }) => kind === "create-namespace" || kind === "create-service-account");
  const leaves = creates ? " What was created is deleted only while nothing of others is in it." : "";
  return `Undo takes back every step that was made, the last one first, and refuses where somebody changed it since.${leaves}`;
}
