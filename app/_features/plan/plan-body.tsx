import type { ReactNode } from "react";
import { OvertakenNotice } from "@/app/_components/apply/overtaken-notice";
import type { Overtaken } from "@/app/_components/apply/what-moved";
import { WholeList } from "@/app/_components/apply/whole-list";
import { PlanSkeleton } from "@/app/_components/plan/plan-skeleton";
import { PlanView } from "@/app/_components/plan/plan-view";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { PlanFiles } from "./plan-files";
import type { PlanState } from "./use-plan";

/** The plan as far as there is one. One that was overtaken stays, paler, until the next is there. */
export function PlanBody({
  plan,
  overtaken,
  running,
  terms,
  list,
}: {
  readonly plan: PlanState;
  readonly overtaken: Overtaken | null;
  readonly running: boolean;
  readonly terms: ReactNode;
  /** The cluster's whole list before and after, where that is known. */
  readonly list: { readonly before: readonly string[]; readonly after: readonly string[] } | null;
}) {
  const { state } = plan;
  const ready = state === "ready" ? plan.plan : null;
  const shown = ready ?? (state === "loading" ? (overtaken?.plan ?? null) : null);
  return (
    <div className="space-y-6">
      {overtaken && ready !== overtaken.plan && (
        <OvertakenNotice overtaken={overtaken} now={ready} list={list?.before ?? null} />
      )}
      {shown ? (
        <div inert={!ready} className={ready ? "" : "opacity-50"}>
          <PlanView
            plan={shown}
            terms={terms}
            list={list && <WholeList list={list} />}
            files={shown.files.length > 0 ? <PlanFiles files={shown.files} /> : null}
          />
        </div>
      ) : (
        <NoPlan plan={plan} running={running} />
      )}
    </div>
  );
}

function NoPlan({ plan, running }: { readonly plan: PlanState; readonly running: boolean }) {
  switch (plan.state) {
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
