"use client";

import { RotateCcw } from "lucide-react";
import { PlanSkeleton } from "@/app/_components/plan/plan-skeleton";
import { PlanView } from "@/app/_components/plan/plan-view";
import { RiskBadge } from "@/app/_components/plan/risk-badge";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { remedyTitles } from "@/lib/core/remedy-id";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { PlanFiles } from "./plan-files";
import { type PlanState, usePlan } from "./use-plan";

/** Under the title, while there is no plan to judge the risk of. */
const waitingWords: Readonly<Record<PlanState["state"], string>> = {
  waiting: "",
  loading: "Making the plan…",
  ready: "",
  refused: "There is no plan for this.",
  failed: "The plan could not be made.",
};

/** A remedy as a plan: what changes, how to do it, how to take it back. */
export function PlanPanel({
  remedy,
  diagnosis,
  running,
  onClose,
  onRunAgain,
}: {
  readonly remedy: RemedyRef;
  /** Null while the diagnosis is not finished. */
  readonly diagnosis: string | null;
  /** False with no diagnosis: it was cancelled or broke off. */
  readonly running: boolean;
  readonly onClose: () => void;
  readonly onRunAgain: () => void;
}) {
  const plan = usePlan(diagnosis, remedy);
  const ready = plan.state === "ready" ? plan.plan : undefined;
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={ready?.title ?? remedyTitles[remedy.id]}
      description={
        <span className="mt-1 flex min-h-5 items-center gap-2">
          {ready ? <RiskBadge risk={ready.risk} /> : waitingWords[plan.state]}
        </span>
      }
      footer={
        <>
          <p className="min-w-48 flex-1 text-sm text-muted">
            This version of Drawbridge changes nothing itself. Apply it from your own terminal, then run again for
            proof.
          </p>
          <Button onClick={onRunAgain}>
            <RotateCcw aria-hidden="true" />
            Run again
          </Button>
        </>
      }
    >
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-5">
        <p role="status" className="sr-only">
          {ready ? "The plan is ready." : ""}
        </p>
        <PlanBody plan={plan} running={running} />
      </div>
    </Dialog>
  );
}

function PlanBody({ plan, running }: { readonly plan: PlanState; readonly running: boolean }) {
  switch (plan.state) {
    case "ready":
      return (
        <PlanView plan={plan.plan} files={plan.plan.files.length > 0 ? <PlanFiles files={plan.plan.files} /> : null} />
      );
    case "refused":
      return (
        <Notice tone="warn" title={plan.problem.title} alert>
          {plan.problem.detail}
        </Notice>
      );
    case "failed":
      return (
        <ProblemNotice
          problem={plan.problem}
          action={
            <Button size="small" onClick={plan.retry}>
              Try again
            </Button>
          }
        />
      );
    case "waiting":
      if (!running)
        return <Notice>The diagnosis was not finished, so there is nothing to plan on. Run it again.</Notice>;
      return (
        <div className="space-y-4">
          <p className="text-muted">The diagnosis is still settling; the plan follows when it is done.</p>
          <PlanSkeleton />
        </div>
      );
    default:
      return <PlanSkeleton />;
  }
}
