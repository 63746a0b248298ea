import type { ApplyRequest, Plan, Problem } from "@/app/_client/wire";
import type { Overtaken } from "@/app/_components/apply/what-moved";

/** What the person chose and typed. It outlives every refusal and every new plan. */
export type Terms = {
  readonly duration: string;
  readonly reason: string;
  readonly breakGlass: boolean;
  readonly confirmation: string;
};

export const firstTerms: Terms = { duration: "4h", reason: "", breakGlass: false, confirmation: "" };

/** An emergency is short: a longer duration is shortened to this when it is declared. */
export const emergencyDuration = "1h";

/** A plan on its way to becoming a change. */
export type ApplyFlow = {
  /** `renewing`: the plan was overtaken, and another is being made. */
  readonly step: "idle" | "sending" | "renewing";
  readonly terms: Terms;
  /** The one click's key: it stays while the plan does, so that a repeated click makes one change. */
  readonly click: { readonly plan: string; readonly key: string } | null;
  /** The plan that was overtaken, and by what; shown beside the new one. */
  readonly overtaken: Overtaken | null;
  /** Why the last click made no change. */
  readonly problem: Problem | null;
};

export const firstFlow: ApplyFlow = {
  step: "idle",
  terms: firstTerms,
  click: null,
  overtaken: null,
  problem: null,
};

export type ApplyEvent =
  /** A plan is on the screen; `key` is used when it is not the one that was there. */
  | { readonly type: "shown"; readonly plan: Plan; readonly key: string }
  | { readonly type: "termed"; readonly terms: Partial<Terms> }
  | { readonly type: "clicked" }
  /** `list`: the cluster's whole list as it was beside the plan; null when it was not known. */
  | {
      readonly type: "failed";
      readonly plan: Plan;
      readonly list: readonly string[] | null;
      readonly problem: Problem;
    }
  /** The plan that was to replace an overtaken one could not be made. */
  | { readonly type: "notRenewed" };

/** The flow after an event. */
export function applyReducer(flow: ApplyFlow, event: ApplyEvent): ApplyFlow {
  switch (event.type) {
    case "shown":
      if (event.plan.id === flow.click?.plan && flow.step !== "renewing") return flow;
      return { ...flow, step: "idle", problem: null, click: { plan: event.plan.id, key: event.key } };
    case "termed":
      return { ...flow, terms: { ...flow.terms, ...event.terms }, problem: null };
    case "clicked":
      return { ...flow, step: "sending", problem: null };
    case "failed": {
      const by = overtakenBy(event.problem);
      if (!by) return { ...flow, step: "idle", problem: event.problem };
      return { ...flow, step: "renewing", problem: null, overtaken: { by, plan: event.plan, list: event.list } };
    }
    case "notRenewed":
      return { ...flow, step: "idle" };
  }
}

/** What is sent with this plan: only what its kind takes. */
export function requestOf({ apply }: Plan, { duration, reason, breakGlass, confirmation }: Terms): ApplyRequest {
  return {
    ...(apply.kind === "grant" ? { duration, reason: reason.trim(), breakGlass } : {}),
    ...(apply.confirmation ? { confirmation: confirmation.trim() } : {}),
  };
}

/** True when the same click may simply be sent again: nobody knows whether it arrived, or it came too early. */
export function mayRepeat({ status }: Problem): boolean {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
}

function overtakenBy({ status }: Problem): "change" | "time" | null {
  if (status === 409) return "change";
  return status === 410 ? "time" : null;
}
