"use client";

import { useState } from "react";
import { formatLink, type Question } from "@/app/_client/question";
import type { NamedFact } from "@/app/_client/wire";
import { Bridge } from "@/app/_components/bridge/bridge";
import { PathCard } from "@/app/_components/bridge/path-card";
import { stopsOf } from "@/app/_components/bridge/stops";
import { Waterfall } from "@/app/_components/facts/waterfall";
import { Findings } from "@/app/_components/findings/findings";
import { remedyLabel } from "@/app/_components/verdict/remedy-label";
import { VerdictCard } from "@/app/_components/verdict/verdict-card";
import { VerdictSkeleton } from "@/app/_components/verdict/verdict-skeleton";
import { useChanges } from "@/app/_features/apply/changes-context";
import { hopTitles } from "@/lib/core/hop";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { AnswerActions } from "./answer-actions";
import { AnswerFinding } from "./answer-finding";

export type AnswerProps = {
  readonly question: Question;
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
  /** The check whose finding is pointed at after a re-run. */
  readonly pointedAt?: string | null;
};

/** The answer of a diagnosis, finished or on its way: verdict, path, findings, timing. */
export function Answer(props: AnswerProps) {
  const { question, reportId, verdict, provisional, findings, facts, vantage, running, onRerun } = props;
  const pointedAt = (!running && props.pointedAt) || null;
  const [hop, setHop] = useState<string | null>(null);
  const { show } = useChanges();
  const cause = verdict?.cause ?? null;
  const open = (remedy: RemedyRef) => show({ kind: "remedy", remedy, report: reportId, origin: { question, cause } });
  const loading = running && !verdict;
  const titles = new Map(findings.map(({ check, title }) => [check, title]));

  return (
    <>
      {verdict ? (
        <VerdictCard
          verdict={verdict}
          provisional={provisional}
          running={running}
          actions={<AnswerActions verdict={verdict} reportId={reportId} onRemedy={open} />}
        />
      ) : (
        running && <VerdictSkeleton />
      )}
      <PathCard verdict={verdict} running={running}>
        <Bridge
          key={formatLink(question)}
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
            place={hopTitles[finding.hop]}
            facts={facts}
            isCause={finding.check === cause}
            explainedBy={(finding.explainedBy && titles.get(finding.explainedBy)) || null}
            pointedAt={finding.check === pointedAt}
            labelOf={remedyLabel}
            onRemedy={open}
            onRerun={onRerun}
          />
        )}
      />
      {facts.length > 0 && !loading && <Waterfall facts={facts} />}
    </>
  );
}
