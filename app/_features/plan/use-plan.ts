import { useEffect, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import type { Plan, Problem } from "@/app/_client/wire";

export type PlanState =
  | { readonly state: "waiting" | "loading" }
  | { readonly state: "ready"; readonly plan: Plan }
  /** Drawbridge looked, and this remedy cannot help: `problem.detail` says why. */
  | { readonly state: "refused"; readonly problem: Problem }
  | { readonly state: "failed"; readonly problem: Problem; readonly retry: () => void };

/** Makes the plan, on the cluster as it is now. */
export type MakePlan = (signal: AbortSignal) => Promise<Plan>;

/**
 * The plan that `make` makes; waits while that is null. It is made anew whenever `renewals` grows.
 * `first`: a plan that is there already.
 */
export function usePlan(make: MakePlan | null, first: Plan | null, renewals: number): PlanState {
  const [state, setState] = useState<PlanState>(first ? { state: "ready", plan: first } : { state: "loading" });
  const [round, setRound] = useState(0);
  const given = first !== null && renewals === 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round, or a renewal, is a wish to try again.
  useEffect(() => {
    if (make === null || given) return;
    const stop = new AbortController();
    setState({ state: "loading" });
    make(stop.signal).then(
      (plan) => stop.signal.aborted || setState({ state: "ready", plan }),
      (error: unknown) => {
        if (isAbort(error)) return;
        const problem = problemOf(error);
        const retry = () => setRound((before) => before + 1);
        setState(problem.status === 422 ? { state: "refused", problem } : { state: "failed", problem, retry });
      },
    );
    return () => stop.abort();
  }, [make, given, renewals, round]);

  return make === null ? { state: "waiting" } : state;
}
