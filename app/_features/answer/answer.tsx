"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { NamedFact } from "@/app/_client/wire";
import { Bridge } from "@/app/_components/bridge/bridge";
import { PathCard } from "@/app/_components/bridge/path-card";
import { stopsOf } from "@/app/_components/bridge/stops";
import { Waterfall } from "@/app/_components/facts/waterfall";
import { Findings } from "@/app/_components/findings/findings";
import { VerdictCard } from "@/app/_components/verdict/verdict-card";
import { VerdictSkeleton } from "@/app/_components/verdict/verdict-skeleton";
import type { Hop } from "@/lib/core/hop";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { AnswerActions } from "./answer-actions";
import { AnswerFinding } from "./answer-finding";

const PlanPanel = dynamic(() => import("@/app/_features/plan/plan-panel").then((module) => module.PlanPanel));

export type AnswerProps = {
  /** Null until the diagnosis is finished and can be asked for plans and notes. */
  readonly reportId: string | null;
  readonly verdict: Verdict | null;
  readonly provisional: boolean;
  readonly findings: readonly Finding[];
  readonly facts: readonly NamedFact[];
  /** Where the connection starts, in a few characters. */
  readonly vantage: string;
  readonly running: boolean;
  /** Diagnoses again and points at this check's finding. Absent in a report, which never changes. */
  readonly onRerun?: ((check: string) => void) | undefined;
  /** Diagnoses again after something was changed. */
  readonly onRunAgain: () => void;
  /** The check whose finding is pointed at after a re-run. */
  readonly pointedAt?: string | null;
};

/** The answer of a diagnosis, finished or on its way: verdict, path, findings, timing. */
export function Answer(props: AnswerProps) {
  const { reportId, verdict, provisional, findings, facts, vantage, running, onRerun, onRunAgain } = props;
  const pointedAt = (!running && props.pointedAt) || null;
  const [hop, setHop] = useState<Hop | null>(null);
  const [remedy, setRemedy] = useState<RemedyRef | null>(null);
  const cause = verdict?.cause ?? null;
  const loading = running && !verdict;
  const titles = new Map(findings.map(({ check, title }) => [check, title]));

  return (
    <>
      {verdict ? (
        <VerdictCard
          verdict={verdict}
          provisional={provisional}
          running={running}
          actions={<AnswerActions verdict={verdict} reportId={reportId} onRemedy={setRemedy} />}
        />
      ) : (
        running && <VerdictSkeleton />
      )}
      <PathCard verdict={verdict} running={running}>
        <Bridge
          stops={stopsOf(verdict, facts, vantage, running)}
          selected={hop}
          onSelect={(next) => setHop(next === hop ? null : next)}
        />
      </PathCard>
      <Findings
        findings={findings}
        cause={cause}
        hop={hop}
        loading={loading}
        revealed={pointedAt}
        onClearHop={() => setHop(null)}
        renderFinding={(finding) => (
          <AnswerFinding
            key={`${finding.check} ${finding.check === pointedAt}`}
            finding={finding}
            facts={facts}
            isCause={finding.check === cause}
            explainedBy={(finding.explainedBy && titles.get(finding.explainedBy)) || null}
            pointedAt={finding.check === pointedAt}
            onRemedy={setRemedy}
            onRerun={onRerun}
          />
        )}
      />
      {facts.length > 0 && !loading && <Waterfall facts={facts} />}
      {remedy && (
        <PlanPanel
          remedy={remedy}
          diagnosis={reportId}
          running={running}
          onClose={() => setRemedy(null)}
          onRunAgain={() => {
            setRemedy(null);
            onRunAgain();
          }}
        />
      )}
    </>
  );
}
