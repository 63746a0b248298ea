"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { type ClusterClue, matchCluster } from "@/app/_client/match-cluster";
import type { ClusterRow } from "@/app/_client/wire";
import { ClusterMatchNote } from "@/app/_components/paste/cluster-match-note";
import { Button } from "@/app/_components/ui/button";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { useDirectory } from "@/app/_features/state/directory";
import type { Addition } from "./paste-panel";

/** Says which cluster the pasted text is about, and attaches both. `addition` is null while it is being read. */
export function AttachButtons({
  clue,
  addition,
  attachable = true,
  onAttach,
}: {
  readonly clue: ClusterClue;
  readonly addition: Addition | null;
  /** False: the text is worth nothing without its cluster. */
  readonly attachable?: boolean;
  readonly onAttach: (addition: Addition, run: boolean) => void;
}) {
  const { clusters, listing } = useDirectory();
  const { question } = useDiagnosis();
  const [picked, setPicked] = useState<ClusterRow | null>(null);
  const match = matchCluster(clue, clusters);
  const found = match.kind === "found" ? match.cluster : picked;
  const cluster = found?.resource ?? question.cluster;
  // A kubeconfig says by itself which endpoint it is about.
  const named = match.kind === "found" && !addition?.kubeconfig ? match.endpoint : null;
  const whole: Addition = { ...(named ? { endpoint: named } : {}), ...addition, ...(cluster ? { cluster } : {}) };
  const ready = addition !== null && (attachable || found !== null);
  return (
    <div className="space-y-3 border-t border-line pt-4">
      <ClusterMatchNote
        match={match}
        picked={picked}
        onPick={setPicked}
        loading={listing === "loading"}
        current={found ? null : question.cluster}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={!ready || !cluster} onClick={() => onAttach(whole, true)}>
          <Play aria-hidden="true" />
          {attachable ? "Attach and run" : "Choose and run"}
        </Button>
        <Button disabled={!ready} onClick={() => onAttach(whole, false)}>
          {attachable ? "Attach" : "Choose"}
        </Button>
      </div>
    </div>
  );
}
