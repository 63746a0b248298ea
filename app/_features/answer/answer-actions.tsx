"use client";

import { Wrench } from "lucide-react";
import { fetchIncidentNote } from "@/app/_client/api";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { remedyKey, remedyLabel } from "@/app/_components/verdict/remedy-label";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/** What can be done about the verdict, best first, and how to tell others. */
export function AnswerActions({
  verdict,
  reportId,
  onRemedy,
}: {
  readonly verdict: Verdict;
  readonly reportId: string | null;
  readonly onRemedy: (remedy: RemedyRef) => void;
}) {
  return (
    <>
      {verdict.remedies.map((remedy, index) => (
        <Button
          key={remedyKey(remedy)}
          variant={index === 0 ? "primary" : "secondary"}
          onClick={() => onRemedy(remedy)}
          className="max-sm:w-full"
        >
          {index === 0 && <Wrench aria-hidden="true" />}
          {remedyLabel(remedy)}
        </Button>
      ))}
      <span className="flex flex-wrap gap-1 max-sm:-ml-3.5 sm:-mr-3.5 sm:ml-auto">
        <CopyButton
          variant="ghost"
          label="Copy incident note"
          disabled={reportId === null}
          text={() => fetchIncidentNote(reportId ?? "")}
        />
        <CopyButton
          variant="ghost"
          label="Copy link"
          disabled={reportId === null}
          text={async () => `${window.location.origin}/diagnoses/${reportId}`}
        />
      </span>
    </>
  );
}
