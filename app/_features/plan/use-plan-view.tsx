"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useId, useMemo, useState } from "react";
import { createClusterPlan, createPlan, planUndo } from "@/app/_client/api";
import { emptyQuestion, sameQuestion } from "@/app/_client/question";
import { createWorkloadPlan } from "@/app/_client/workload-api";
import { formatWorkloadLink, sameWorkload } from "@/app/_client/workload-question";
import { workloadRiskWords } from "@/app/_components/apply/risk-words";
import { UpdatePolicy } from "@/app/_components/apply/update-policy";
import { RiskBadge } from "@/app/_components/plan/risk-badge";
import { ApplyFooter } from "@/app/_features/apply/apply-footer";
import { type Origin, type PanelContent, useChanges } from "@/app/_features/apply/changes-context";
import { GrantTerms } from "@/app/_features/apply/grant-terms";
import { useApply } from "@/app/_features/apply/use-apply";
import { useBaseline } from "@/app/_features/apply/use-baseline";
import { usePolicy } from "@/app/_features/apply/use-policy";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";
import { parseClusterName } from "@/lib/core/cluster-name";
import { remedyTitles } from "@/lib/core/remedy-id";
import { workloadRemedyTitles } from "@/lib/workload/remedies/remedy-ref";
import { ManualFooter } from "./manual-footer";
import { PlanBody } from "./plan-body";
import { type MakePlan, type PlanState, usePlan } from "./use-plan";

/** What the panel shows. */
export type PlanContent = {
  readonly title: string;
  readonly description: ReactNode;
  /** Said to those who do not see it. */
  readonly announcement: string;
  readonly body: ReactNode;
  readonly footer: ReactNode;
};

type Planned = Exclude<PanelContent, { readonly kind: "change" }>;

/** Under the title, while there is no plan to judge the risk of. */
const waitingWords: Readonly<Record<PlanState["state"], string>> = {
  waiting: "",
  loading: "Making the plan…",
  ready: "",
  refused: "There is no plan for this.",
  failed: "The plan could not be made.",
};

const nowhere: Origin = { cause: null, question: emptyQuestion };

/** A plan with its terms and its click. Without `content` it is a change by now, and nothing is made. */
export function usePlanView(content: Planned | null): PlanContent {
  const form = useId();
  const { close } = useChanges();
  const pathname = usePathname();
  const router = useRouter();
  const [renewals, setRenewals] = useState(0);

  const listed = content?.kind === "list" ? content : null;
  const origin = content ? originOf(content) : nowhere;
  const remedy = content?.kind === "remedy" || content?.kind === "list" ? content.remedy : null;
  const workload = content?.kind === "workload" ? content.remedy : null;
  const latest = useLatest(origin);
  const report =
    content?.kind === "remedy" || content?.kind === "workload" ? (content.report ?? latest.finished) : null;
  /* The first report stays: later runs of the page are others. */
  const [first, setFirst] = useState(report);
  if (first === null && report !== null) setFirst(report);
  const undone = content?.kind === "undo" ? content.of.id : null;
  const make = useMemo((): MakePlan | null => {
    if (undone !== null) return (signal) => planUndo(undone, signal);
    if (listed) return (signal) => createClusterPlan(listed.cluster, listed.remedy, signal);
    if (workload) return first === null ? null : (signal) => createWorkloadPlan(first, workload, signal);
    return remedy && first !== null ? (signal) => createPlan(first, remedy, signal) : null;
  }, [undone, listed, remedy, workload, first]);
  const plan = usePlan(make, content?.kind === "undo" ? content.plan : null, renewals);
  const ready = plan.state === "ready" ? plan.plan : null;
  const stuck = plan.state === "refused" || plan.state === "failed";
  const fromHere = ready?.apply.kind === "grant" && origin.question.vantage.kind === "browser";
  const baseline = useBaseline(fromHere ? (origin.question.cluster ?? null) : null);
  const applying = useApply(ready, stuck, origin, baseline, () => setRenewals((before) => before + 1));

  const { flow } = applying;
  const cluster = origin.question.cluster ?? "";
  const policy = usePolicy(ready, cluster, cidrOf(remedy), flow.terms);
  const applicable = ready !== null && ready.apply.kind !== "manual" && ready.apply.refused === null;
  const runAgain = () => {
    close();
    latest.start();
    if (origin.workload) {
      if (pathname !== "/workloads") router.push(`/workloads${formatWorkloadLink(origin.workload)}`);
    } else if (pathname !== "/") router.push("/");
  };
  const terms = !applicable ? null : ready.apply.kind === "grant" ? (
    <GrantTerms terms={flow.terms} onChange={applying.setTerms} policy={policy} form={form} />
  ) : (
    policy.answer && <UpdatePolicy answer={policy.answer} />
  );
  const action = workload ? workloadRemedyTitles[workload.id] : remedy ? remedyTitles[remedy.id] : null;
  const title = ready?.title ?? action ?? flow.overtaken?.plan.title ?? "Undo";
  return {
    title,
    description: ready ? <RiskBadge risk={ready.risk} /> : waitingWords[plan.state],
    announcement: ready ? "The plan is ready." : "",
    body: <PlanBody plan={plan} overtaken={flow.overtaken} running={latest.running} terms={terms} list={policy.list} />,
    footer: applicable ? (
      <ApplyFooter
        plan={ready}
        action={action ?? "Undo it"}
        clusterName={parseClusterName(cluster)?.cluster ?? cluster}
        applying={applying}
        policy={policy}
        {...(origin.workload ? { words: workloadRiskWords } : {})}
        form={form}
      />
    ) : (
      <ManualFooter plan={ready} onRunAgain={origin.fromList ? null : runAgain} onClose={close} />
    ),
  };
}

/** The page's own diagnosis of what the plan comes from: `finished` is its report, null while it is another's or not done. */
function useLatest({ question, workload }: Origin): {
  readonly finished: string | null;
  readonly running: boolean;
  readonly start: () => void;
} {
  const path = useDiagnosis();
  const chain = useWorkloadDiagnosis();
  const { run } = workload ? chain : path;
  const mine = workload
    ? chain.asked !== null && sameWorkload(chain.asked, workload)
    : path.asked !== null && sameQuestion(path.asked, question);
  return {
    finished: mine && run.status === "done" ? run.id : null,
    running: mine && run.status === "running",
    start: () => (workload ? chain.start(workload) : path.start(question)),
  };
}

function originOf(content: Planned): Origin {
  if (content.kind !== "list") return content.origin;
  return { question: { ...emptyQuestion, cluster: content.cluster }, cause: null, fromList: true };
}

function cidrOf(remedy: { readonly params: object } | null): string | null {
  const params = remedy?.params ?? {};
  return "cidr" in params && typeof params.cidr === "string" ? params.cidr : null;
}
