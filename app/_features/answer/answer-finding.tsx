"use client";

import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import type { NamedFact } from "@/app/_client/wire";
import { FindingDetail } from "@/app/_components/findings/finding-detail";
import { FindingRow } from "@/app/_components/findings/finding-row";
import { Button } from "@/app/_components/ui/button";
import { remedyKey, remedyLabel } from "@/app/_components/verdict/remedy-label";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/** One finding of the answer: opens, offers its remedies, and can be looked at again. */
export function AnswerFinding({
  finding,
  facts,
  isCause,
  explainedBy,
  pointedAt,
  onRemedy,
  onRerun,
}: {
  readonly finding: Finding;
  readonly facts: readonly NamedFact[];
  readonly isCause: boolean;
  readonly explainedBy: string | null;
  readonly pointedAt: boolean;
  readonly onRemedy: (remedy: RemedyRef) => void;
  readonly onRerun: ((check: string) => void) | undefined;
}) {
  const [open, setOpen] = useState(pointedAt);

  useEffect(() => {
    if (pointedAt) document.getElementById(`finding-${finding.check}`)?.scrollIntoView({ block: "center" });
  }, [pointedAt, finding.check]);

  return (
    <FindingRow
      finding={finding}
      isCause={isCause}
      explainedBy={explainedBy}
      open={open}
      flashing={pointedAt}
      onToggle={() => setOpen(!open)}
    >
      <FindingDetail
        finding={finding}
        facts={facts}
        actions={
          <>
            {finding.remedies.map((remedy) => (
              <Button key={remedyKey(remedy)} size="small" onClick={() => onRemedy(remedy)}>
                {remedyLabel(remedy)}
              </Button>
            ))}
            {onRerun && (
              <Button size="small" variant="ghost" onClick={() => onRerun(finding.check)}>
                <RotateCcw aria-hidden="true" />
                Check again
              </Button>
            )}
          </>
        }
      />
    </FindingRow>
  );
}
