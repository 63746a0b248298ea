import { useEffect, useState } from "react";
import { createPlan, isAbort, problemOf } from "@/app/_client/api";
import type { Plan, Problem } from "@/app/_client/wire";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

export type PlanState =
  | { readonly state: "waiting" | "loading" }
  | { readonly state: "ready"; readonly plan: Plan }
  /** Drawbridge looked, and this remedy cannot help: `problem.detail` says why. */
  | { readonly state: "refused"; readonly problem: Problem }
  | { readonly state: "failed"; readonly problem: Problem; readonly retry: () => void };

/** Asks for the plan of a remedy; waits while the diagnosis is not finished (`diagnosis` is null). */
export function usePlan(diagnosis: string | null, remedy: RemedyRef): PlanState {
  const [state, setState] = useState<PlanState>({ state: "loading" });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to try again.
  useEffect(() => {
    if (diagnosis === null) return;
    const stop = new AbortController();
    setState({ state: "loading" });
    createPlan(diagnosis, remedy, stop.signal).then(
      (plan) => setState({ state: "ready", plan }),
      (error: unknown) => {
        if (isAbort(error)) return;
        const problem = problemOf(error);
        const retry = () => setRound((before) => before + 1);
        setState(problem.status === 422 ? { state: "refused", problem } : { state: "failed", problem, retry });
      },
    );
    return () => stop.abort();
  }, [diagnosis, remedy, round]);

  return diagnosis === null ? { state: "waiting" } : state;
}
