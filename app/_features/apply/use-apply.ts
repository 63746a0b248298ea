import { type RefObject, useEffect, useReducer, useRef } from "react";
import { applyPlan, problemOf } from "@/app/_client/api";
import { randomKey } from "@/app/_client/random-key";
import type { Plan } from "@/app/_client/wire";
import { type ApplyFlow, applyReducer, firstFlow, requestOf, type Terms } from "./apply-flow";
import { type Origin, useChanges } from "./changes-context";
import type { Baseline } from "./use-baseline";

export type Applying = {
  readonly flow: ApplyFlow;
  readonly setTerms: (terms: Partial<Terms>) => void;
  /** The one click. `list`: the cluster's whole list as it is shown beside the plan. */
  readonly apply: (list: readonly string[] | null) => void;
};

/**
 * Carries the shown plan out. `renew` is called when it was overtaken: another plan is to follow. `stuck`: there will be
 * none.
 */
export function useApply(
  plan: Plan | null,
  stuck: boolean,
  origin: Origin,
  baseline: RefObject<Baseline>,
  renew: () => void,
): Applying {
  const [flow, tell] = useReducer(applyReducer, firstFlow);
  const { follow, turnInto } = useChanges();
  const open = useRef(true);

  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  useEffect(() => {
    if (plan) tell({ type: "shown", plan, key: randomKey() });
  }, [plan]);

  useEffect(() => {
    if (stuck) tell({ type: "notRenewed" });
  }, [stuck]);

  const apply = (list: readonly string[] | null) => {
    const { click, step, terms } = flow;
    if (!plan || step !== "idle" || click?.plan !== plan.id) return;
    tell({ type: "clicked" });
    applyPlan(plan.id, click.key, requestOf(plan, terms)).then(
      (change) => {
        follow(change, origin, baseline.current);
        if (open.current) turnInto(change.id);
      },
      (error: unknown) => {
        const problem = problemOf(error);
        tell({ type: "failed", plan, list, problem });
        if (problem.status === 409 || problem.status === 410) renew();
      },
    );
  };
  return { flow, setTerms: (terms) => tell({ type: "termed", terms }), apply };
}
