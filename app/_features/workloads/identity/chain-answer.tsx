"use client";

import { Box, Cloud } from "lucide-react";
import { useState } from "react";
import { emptyQuestion } from "@/app/_client/question";
import { formatWorkloadLink, type WorkloadQuestion } from "@/app/_client/workload-question";
import type { WorkloadFact, WorkloadFinding, WorkloadVerdict } from "@/app/_client/workload-wire";
import { Bridge } from "@/app/_components/bridge/bridge";
import { PathCard } from "@/app/_components/bridge/path-card";
import { Waterfall } from "@/app/_components/facts/waterfall";
import { Findings } from "@/app/_components/findings/findings";
import { VerdictCard } from "@/app/_components/verdict/verdict-card";
import { VerdictSkeleton } from "@/app/_components/verdict/verdict-skeleton";
import { chainStops } from "@/app/_components/workloads/chain/chain-stops";
import { workloadFact } from "@/app/_components/workloads/chain/link-note";
import { propagationEndOf } from "@/app/_components/workloads/chain/propagation";
import { PropagationNote } from "@/app/_components/workloads/chain/propagation-note";
import { useSkew } from "@/app/_features/access/use-skew";
import { AnswerFinding } from "@/app/_features/answer/answer-finding";
import { useChanges } from "@/app/_features/apply/changes-context";
import { usePods } from "@/app/_features/state/pods";
import { probeRequest } from "@/app/_features/workloads/runs/probe-request";
import { formatClusterName } from "@/lib/core/cluster-name";
import { linkTitles } from "@/lib/workload/facts/links";
import { type WorkloadRemedyRef, workloadRemedyTitles } from "@/lib/workload/remedies/remedy-ref";
import { ChainActions } from "./chain-actions";

const words = { reachable: "Works", blocked: "Broken", unknown: "Not known" } as const;
const banks = { near: Box, far: Cloud };
const labelOf = ({ id }: WorkloadRemedyRef) => workloadRemedyTitles[id];

export type ChainAnswerProps = {
  readonly question: WorkloadQuestion;
  /** Null until the diagnosis is finished and can be asked for plans. */
  readonly reportId: string | null;
  readonly verdict: WorkloadVerdict | null;
  readonly provisional: boolean;
  readonly findings: readonly WorkloadFinding[];
  readonly facts: readonly WorkloadFact[];
  readonly running: boolean;
  /** Diagnoses again and points at this check's finding. Absent in a report, which never changes. */
  readonly onRerun?: ((check: string) => void) | undefined;
  /** Called when IAM has had the time that it may take. Absent in a report. */
  readonly onWaited?: (() => void) | undefined;
  /** The check whose finding is pointed at after a re-run. */
  readonly pointedAt?: string | null;
};

/** The answer of a workload diagnosis, finished or on its way: verdict, chain, findings, timing. */
export function ChainAnswer(props: ChainAnswerProps) {
  const { question, reportId, verdict, provisional, findings, facts, running, onRerun } = props;
  const pointedAt = (!running && props.pointedAt) || null;
  const [link, setLink] = useState<string | null>(null);
  const { show } = useChanges();
  const pods = usePods();
  const skewMs = useSkew();
  const cluster = clusterOf(question, facts);
  const cause = verdict?.cause ?? null;
  const open = (remedy: WorkloadRemedyRef) => {
    if (remedy.id === "prove-with-a-pod" && cluster !== null) return pods.open(probeRequest(question, cluster));
    show({
      kind: "workload",
      remedy,
      report: reportId,
      origin: { question: { ...emptyQuestion, cluster }, cause, workload: question },
    });
  };
  const loading = running && !verdict;
  const titles = new Map(findings.map(({ check, title }) => [check, title]));
  const seen = verdict?.state === "reachable" && verdict.bases.includes("observed");
  const until = verdict && !seen ? propagationEndOf(facts) : null;

  return (
    <>
      {verdict ? (
        <VerdictCard
          verdict={verdict}
          provisional={provisional}
          running={running}
          words={words}
          actions={
            <ChainActions question={question} verdict={verdict} reportId={reportId} cluster={cluster} onRemedy={open} />
          }
        />
      ) : (
        running && <VerdictSkeleton />
      )}
      {until !== null && <PropagationNote until={until} skewMs={skewMs} onOver={props.onWaited} />}
      <PathCard verdict={verdict} running={running} title="Chain" one="link">
        <Bridge
          key={formatWorkloadLink(question)}
          stops={chainStops(verdict, facts, running)}
          selected={link}
          onSelect={(next) => setLink(next === link ? null : next)}
          banks={banks}
        />
      </PathCard>
      <Findings
        findings={findings}
        cause={cause}
        hop={link}
        titles={linkTitles}
        one="link"
        loading={loading}
        revealed={pointedAt}
        onClearHop={() => setLink(null)}
        renderFinding={(finding) => (
          <AnswerFinding
            key={`${finding.check} ${finding.check === pointedAt}`}
            finding={finding}
            place={linkTitles[finding.hop]}
            facts={facts}
            isCause={finding.check === cause}
            explainedBy={(finding.explainedBy && titles.get(finding.explainedBy)) || null}
            pointedAt={finding.check === pointedAt}
            labelOf={labelOf}
            onRemedy={open}
            onRerun={onRerun}
          />
        )}
      />
      {facts.length > 0 && !loading && <Waterfall facts={facts} />}
    </>
  );
}

/** Where a pod can be run, by what was found, or asked. */
function clusterOf({ target, cluster: asked }: WorkloadQuestion, facts: readonly WorkloadFact[]): string | null {
  const cluster = workloadFact(facts, "cluster");
  if (cluster?.outcome === "found") return formatClusterName(cluster.view.name);
  return target === "cluster" && !cluster ? asked : null;
}
