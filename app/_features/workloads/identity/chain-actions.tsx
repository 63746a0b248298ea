"use client";

import { Wrench } from "lucide-react";
import { fetchIncidentNote } from "@/app/_client/api";
import type { WorkloadQuestion } from "@/app/_client/workload-question";
import type { WorkloadVerdict } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { ProveButton } from "@/app/_features/workloads/runs/prove-button";
import { type WorkloadRemedyRef, workloadRemedyTitles } from "@/lib/workload/remedies/remedy-ref";

/** What can be done about the verdict: everything at once first, then link by link; how to prove it, and to tell others. */
export function ChainActions({
  question,
  verdict,
  reportId,
  cluster,
  onRemedy,
}: {
  readonly question: WorkloadQuestion;
  readonly verdict: WorkloadVerdict;
  readonly reportId: string | null;
  /** Where a pod can be run; null where there is no cluster of one's own, or it is not known yet. */
  readonly cluster: string | null;
  readonly onRemedy: (remedy: WorkloadRemedyRef) => void;
}) {
  const remedies = wholeFirst(verdict.remedies.filter(({ id }) => id !== "prove-with-a-pod"));
  const offered = verdict.remedies.some(({ id }) => id === "prove-with-a-pod");
  const seen = verdict.state === "reachable" && verdict.bases.includes("observed");
  const proves = cluster !== null && (offered || verdict.state !== "blocked");
  /* What holds by the configuration needs a proof more than anything else. */
  const proofFirst = proves && !seen && (verdict.state === "reachable" || remedies.length === 0);
  const prove = proves && (
    <ProveButton question={question} cluster={cluster} variant={proofFirst ? "primary" : "secondary"} />
  );
  return (
    <>
      {proofFirst && prove}
      {remedies.map((remedy, index) => (
        <Button
          key={JSON.stringify(remedy)}
          variant={index === 0 && !proofFirst ? "primary" : "secondary"}
          onClick={() => onRemedy(remedy)}
          className="max-sm:w-full"
        >
          {index === 0 && !proofFirst && <Wrench aria-hidden="true" />}
          {workloadRemedyTitles[remedy.id]}
        </Button>
      ))}
      {!proofFirst && prove}
      <span className="flex flex-wrap gap-1 max-sm:-ml-3.5 sm:-mr-3.5 sm:ml-auto">
        <CopyButton
          variant="ghost"
          label="Copy incident note"
          disabled={reportId === null}
          text={() => fetchIncidentNote(reportId ?? "", "/api/workloads/diagnoses")}
        />
        <CopyButton
          variant="ghost"
          label="Copy link"
          disabled={reportId === null}
          text={async () => `${window.location.origin}/workloads/r/${reportId}`}
        />
      </span>
    </>
  );
}

function wholeFirst(remedies: readonly WorkloadRemedyRef[]): readonly WorkloadRemedyRef[] {
  return [...remedies].sort((left, right) => Number(right.id === "repair-chain") - Number(left.id === "repair-chain"));
}
