"use client";

import type { ClusterClue } from "@/app/_client/match-cluster";
import { PastedTitle } from "@/app/_components/paste/pasted-title";
import { AttachButtons } from "./attach-buttons";
import type { Addition } from "./paste-panel";

/** An endpoint or a name: it says which cluster, and nothing else. */
export function PastedCluster({
  title,
  value,
  clue,
  onAttach,
}: {
  readonly title: string;
  readonly value: string;
  readonly clue: ClusterClue;
  readonly onAttach: (addition: Addition, run: boolean) => void;
}) {
  return (
    <div className="space-y-3">
      <PastedTitle title={title} />
      <p className="value">{value}</p>
      <AttachButtons clue={clue} addition={{}} attachable={false} onAttach={onAttach} />
    </div>
  );
}
