"use client";

import Link from "next/link";
import { useEffect } from "react";
import type { RunView } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { RunBadge } from "@/app/_components/workloads/runs/run-badge";
import { runTitles, runWords } from "@/app/_components/workloads/runs/run-words";
import { parseClusterName } from "@/lib/core/cluster-name";
import { RunDetails } from "./run-details";
import { StopButton } from "./stop-button";
import { useRun } from "./use-run";

/** A run that was just started, in the panel that started it. */
export function WatchedRunPanel({
  first,
  onNews,
  onClose,
}: {
  readonly first: RunView;
  readonly onNews: (run: RunView) => void;
  readonly onClose: () => void;
}) {
  const { run, connection, skewMs, tell } = useRun(first.id, first);
  const now = run ?? first;
  useEffect(() => onNews(now), [now, onNews]);
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={`${runTitles[now.kind]} on ${parseClusterName(now.cluster)?.cluster ?? now.cluster}`}
      description={
        <span className="mt-1 flex min-h-5 flex-wrap items-center gap-2">
          <RunBadge run={now} />
        </span>
      }
      footer={
        <>
          <Button variant="ghost" asChild className="mr-auto max-sm:h-11">
            <Link href={`/workloads/runs/${encodeURIComponent(now.id)}`} onClick={onClose}>
              Its own page
            </Link>
          </Button>
          <StopButton run={now} onStopped={tell} />
          <Button variant="primary" onClick={onClose} className="max-sm:h-11">
            Close
          </Button>
        </>
      }
    >
      <div className="thin-scroll relative min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-5">
        <p role="status" className="sr-only">
          {runWords(now).text}
        </p>
        <RunDetails run={now} connection={connection} skewMs={skewMs} />
      </div>
    </Dialog>
  );
}
