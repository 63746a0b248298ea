"use client";

import type { ClusterClue } from "@/app/_client/match-cluster";
import { CandidateList } from "@/app/_components/paste/candidate-list";
import { Highlighted } from "@/app/_components/paste/highlighted";
import { PastedTitle } from "@/app/_components/paste/pasted-title";
import { explain } from "@/lib/kubernetes/explain/explain";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { AttachButtons } from "./attach-buttons";
import type { Addition } from "./paste-panel";

/** An error text: what it can mean, at once, and what in it says so. */
export function PastedError({
  text,
  onAttach,
}: {
  readonly text: string;
  readonly onAttach: (addition: Addition, run: boolean) => void;
}) {
  const { candidates, details, matched } = explain(text);
  return (
    <div className="space-y-3">
      <PastedTitle title={candidates[0].cause === "unknown" ? "Not recognised" : "An error text"} />
      {matched.length > 0 && <Highlighted text={text} spans={matched} />}
      <CandidateList candidates={candidates} />
      <p className="text-sm text-muted">
        If you attach it, Drawbridge’s server gets the text once to read it, and keeps what it says, not the text.
      </p>
      <AttachButtons clue={clueOf(details)} addition={{ errorText: text }} onAttach={onAttach} />
    </div>
  );
}

function clueOf({ project, location, cluster, host, address }: ErrorDetails): ClusterClue {
  const name = project && location && cluster ? { project, location, cluster } : undefined;
  return { name, host: host ?? address, cluster };
}
