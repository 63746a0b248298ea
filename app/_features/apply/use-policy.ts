import { useEffect, useState } from "react";
import { isAbort, previewAccess, problemOf } from "@/app/_client/api";
import type { AccessPreview, Plan, PolicyAnswer, Problem } from "@/app/_client/wire";
import { readDuration } from "@/app/_components/access/time-words";
import { firstTerms, type Terms } from "./apply-flow";

const pauseMs = 300;

type Preview = AccessPreview["clusters"][number];

type Answered = { readonly key: string; readonly plan: string; readonly preview: AccessPreview };

export type PolicyState = {
  /** The latest answer; while `asking`, it answers an earlier question. */
  readonly answer: PolicyAnswer | null;
  /** Why no entry is added there; null when one would be. */
  readonly refused: string | null;
  readonly asking: boolean;
  /** The cluster's whole list as it is and as it would be; null while that is not known. */
  readonly list: Pick<Preview, "before" | "after"> | null;
  /** It could not be asked: whoever presses the button hears the answer then. */
  readonly problem: Problem | null;
};

/**
 * What the policy says to a grant on these terms. The plan brings the answer to the first terms, which the click
 * need not wait for; others are asked for when the person has stopped typing. `cidr` null, or a plan of something else: only what the plan brought.
 */
export function usePolicy(plan: Plan | null, cluster: string, cidr: string | null, terms: Terms): PolicyState {
  const [latest, setLatest] = useState<Answered | null>(null);
  const [problem, setProblem] = useState<{ readonly key: string; readonly problem: Problem } | null>(null);
  const { duration, reason, breakGlass } = terms;
  const seconds = readDuration(duration);
  const asks = plan?.apply.kind === "grant" && plan.apply.refused === null && cidr !== null && seconds !== undefined;
  const first = isFirst(terms);
  const planId = plan?.id ?? "";
  const key = asks ? JSON.stringify([planId, cidr, seconds, reason.trim(), breakGlass]) : null;

  useEffect(() => {
    if (key === null || cidr === null || seconds === undefined) return;
    const stop = new AbortController();
    const request = { clusters: [cluster], cidr, duration: seconds, reason: reason.trim(), breakGlass };
    const timer = setTimeout(
      () => {
        previewAccess(request, stop.signal).then(
          (preview) => setLatest({ key, plan: planId, preview }),
          (error: unknown) => isAbort(error) || setProblem({ key, problem: problemOf(error) }),
        );
      },
      first ? 0 : pauseMs,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, first, planId, cluster, cidr, seconds, reason, breakGlass]);

  const brought = plan?.apply.policy ?? null;
  if (key === null) return { answer: brought, refused: null, asking: false, list: null, problem: null };
  /* What was heard of another plan says nothing of this one's list. */
  const one = latest?.plan === planId ? latest.preview.clusters[0] : undefined;
  const failed = problem?.key === key;
  return {
    answer: (first ? brought : null) ?? one?.policy ?? brought,
    refused: one?.refused ?? null,
    asking: latest?.key !== key && !failed && !first,
    list: one ?? null,
    problem: failed && !first ? problem.problem : null,
  };
}

function isFirst({ duration, reason, breakGlass }: Terms): boolean {
  return duration === firstTerms.duration && reason.trim() === "" && !breakGlass;
}
