import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { defaultPool, parseMember } from "@/lib/workload/facts/derive/member";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { StepProgress, WorkloadStep } from "@/lib/workload/remedies/steps";
import type { UpdateQueue } from "../port";
import type { Update } from "../update";
import { isOver } from "./step-words";

type Binding = Pick<Extract<WorkloadStep, { kind: "remove-binding" }>, "googleServiceAccount" | "member">;

/**
 * The changes by which other clusters count on a binding, at most one of each: all clusters of a project share one pool,
 * so that one binding is for the same namespace and name in all of them. A change counts from when it was asked for until
 * it is taken back.
 */
export async function bindingUsers(
  { googleServiceAccount, member }: Binding,
  cluster: ClusterName,
  { withStep }: Pick<UpdateQueue, "withStep">,
): Promise<readonly Update[]> {
  const account = parseMember(member);
  if (account.kind !== "workload") return [];
  const { namespace, serviceAccount, pool } = account;
  const isAnnotation = (step: WorkloadStep) =>
    step.kind === "annotate" && step.namespace === namespace && step.serviceAccount === serviceAccount;
  const isBinding = (step: WorkloadStep) =>
    (step.kind === "add-binding" || step.kind === "remove-binding") &&
    step.googleServiceAccount === googleServiceAccount &&
    step.member === member;
  const uses = (step: WorkloadStep) =>
    step.kind === "annotate" ? step.after === googleServiceAccount : step.kind === "add-binding";

  const updates = await withStep([
    { googleServiceAccount, member },
    { kind: "annotate", namespace, serviceAccount },
  ]);
  const own = formatClusterName(cluster);
  const others = Map.groupBy(updates, (update) => formatClusterName(update.cluster));
  return [...others].flatMap(([name, told]) => {
    if (name === own || told.every((update) => defaultPool(update.cluster.project) !== pool)) return [];
    const entries = told
      .flatMap((update) => entriesOf(update).map(({ step, at }) => ({ update, step, at: timeOf(at) })))
      .toSorted((one, other) => one.at - other.at);
    // What names the account in the cluster is what uses the binding; without that, whoever asked for it does.
    const last = entries.findLast(({ step }) => isAnnotation(step)) ?? entries.findLast(({ step }) => isBinding(step));
    return last && uses(last.step) ? [last.update] : [];
  });
}

/** Steps that are as wished, or will be. */
function entriesOf({ state, remedy, steps }: Update): readonly Pick<StepProgress, "step" | "at">[] {
  if (!isWorkloadRepair(remedy)) return [];
  if (steps === null) return state === "queued" ? remedy.params.steps.map((step) => ({ step, at: null })) : [];
  return steps.filter((entry) => isOver(entry) || entry.unsure || state === "open");
}

/** What is not over comes last. */
function timeOf(at: string | null): number {
  return at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at);
}
