import type { Clock } from "@/lib/core/clock";
import type { Store } from "@/lib/store/store";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";

/** How long Google says that a change of an IAM policy usually takes at most, in milliseconds. */
const propagationMs = 7 * 60_000;

/** The bindings that Drawbridge added or took away and that IAM may not follow everywhere yet. */
export async function recentBindings(
  { updates }: Pick<Store, "updates">,
  clock: Clock,
): Promise<WorkloadFactValues["recentBindings"]["bindings"]> {
  const since = clock.now().getTime() - propagationMs;
  // An update that was ended before its last step may have bound somebody before.
  const { updates: ended } = await updates.list({ states: ["open", "applied", "conflict", "failed"], limit: 200 });
  return ended.flatMap(({ steps }) =>
    (steps ?? []).flatMap(({ step, state, unsure, at }) => {
      if (step.kind !== "add-binding" && step.kind !== "remove-binding") return [];
      if ((state !== "done" && !unsure) || at === null || new Date(at).getTime() < since) return [];
      const { member, googleServiceAccount } = step;
      return [{ at, member, googleServiceAccount, ...(step.kind === "remove-binding" && { removed: true as const }) }];
    }),
  );
}
