"use client";

import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { FindingDetail } from "@/app/_components/findings/finding-detail";
import { FindingRow } from "@/app/_components/findings/finding-row";
import { Button } from "@/app/_components/ui/button";
import type { Finding } from "@/lib/engine/outcome";
import type { NamedFact } from "@/lib/engine/snapshot";

/** One finding of the answer: opens, offers its remedies, and can be looked at again. */
export function AnswerFinding<Remedy>({
  finding,
  place,
  facts,
  isCause,
  explainedBy,
  pointedAt,
  labelOf,
  onRemedy,
  onRerun,
}: {
  readonly finding: Finding<string, string, Remedy>;
  /** The title of its hop. */
  readonly place: string;
  readonly facts: readonly NamedFact[];
  readonly isCause: boolean;
  readonly explainedBy: string | null;
  readonly pointedAt: boolean;
  /** What a remedy's button says. */
  readonly labelOf: (remedy: Remedy) => string;
  readonly onRemedy: (remedy: Remedy) => void;
  readonly onRerun: ((check: string) => void) | undefined;
}) {
  const [open, setOpen] = useState(pointedAt);

  useEffect(() => {
    if (pointedAt) document.getElementById(`finding-${finding.check}`)?.scrollIntoView({ block: "center" });
  }, [pointedAt, finding.check]);

  return (
    <FindingRow
      finding={finding}
      place={place}
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
              <Button key={JSON.stringify(remedy)} size="small" onClick={() => onRemedy(remedy)}>
                {labelOf(remedy)}
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
