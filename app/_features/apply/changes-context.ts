"use client";

import { createContext, useContext } from "react";
import type { Question } from "@/app/_client/question";
import type { ChangeView, ClusterRemedy, Plan } from "@/app/_client/wire";
import type { WorkloadQuestion } from "@/app/_client/workload-question";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import type { LookAgain } from "./look-again";
import type { Baseline } from "./use-baseline";
import type { Connection } from "./watch-change";

/** What a plan comes from: a diagnosis, with what was asked and what was wrong, or a cluster's list. */
export type Origin = {
  readonly question: Question;
  /** Of the verdict. */
  readonly cause: string | null;
  /** Nothing was diagnosed, so nothing is diagnosed again: the question only names the cluster. */
  readonly fromList?: true;
  /** A workload was diagnosed; `question` only names its cluster. */
  readonly workload?: WorkloadQuestion;
};

/** What the panel of plans and changes shows. */
export type PanelContent =
  /** `report`: the finished diagnosis; null while the page's own is not finished. */
  | { readonly kind: "remedy"; readonly remedy: RemedyRef; readonly report: string | null; readonly origin: Origin }
  /** Of a workload. `report`: as above. */
  | {
      readonly kind: "workload";
      readonly remedy: WorkloadRemedyRef;
      readonly report: string | null;
      readonly origin: Origin & { readonly workload: WorkloadQuestion };
    }
  /** Without a diagnosis. */
  | { readonly kind: "list"; readonly cluster: string; readonly remedy: ClusterRemedy }
  | { readonly kind: "undo"; readonly of: ChangeView; readonly plan: Plan; readonly origin: Origin }
  | { readonly kind: "change"; readonly id: string };

/** A change that this page started and keeps an eye on. */
export type Followed = {
  readonly change: ChangeView;
  readonly origin: Origin;
  readonly connection: Connection;
  readonly look: LookAgain;
  /** How far the server's clock is ahead of this one. */
  readonly skewMs: number;
  /** Asked anew when it grows. */
  readonly round: number;
  /** It was followed before the page was loaded anew: nothing is diagnosed for it until it moves. */
  readonly restored: boolean;
  readonly baseline: Baseline;
};

export type Changes = {
  /** Newest first. */
  readonly followed: readonly Followed[];
  readonly show: (panel: PanelContent) => void;
  readonly close: () => void;
  readonly follow: (change: ChangeView, origin: Origin, baseline: Baseline) => void;
  /** Shows a change in the panel that is open, in place of the plan that it came from. */
  readonly turnInto: (change: string) => void;
  /** Asks for news at once: something was just done to it. */
  readonly hurry: (id: string) => void;
  readonly forget: (id: string) => void;
  readonly lookAgain: (id: string) => void;
};

const nothing = () => undefined;
export const ChangesContext = createContext<Changes>({
  followed: [],
  show: nothing,
  close: nothing,
  follow: nothing,
  turnInto: nothing,
  hurry: nothing,
  forget: nothing,
  lookAgain: nothing,
});

export function useChanges(): Changes {
  return useContext(ChangesContext);
}
