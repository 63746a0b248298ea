"use client";

import Link from "next/link";
import { PageMessage } from "@/app/_components/shell/page-message";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { LocalTime } from "@/app/_components/ui/local-time";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { RunBadge } from "@/app/_components/workloads/runs/run-badge";
import { runTitles, runWords } from "@/app/_components/workloads/runs/run-words";
import { parseClusterName } from "@/lib/core/cluster-name";
import { RunDetails } from "./run-details";
import { StopButton } from "./stop-button";
import { useRun } from "./use-run";

/** One run on a page of its own, whoever opens it. */
export function RunPage({ id }: { readonly id: string }) {
  const { run, connection, skewMs, tell } = useRun(id, null);
  if (!run) {
    if (connection !== "lost") return <RunSkeleton broken={connection === "reconnecting"} />;
    return (
      <PageMessage
        title="There is no such run"
        text="The link may be cut off, or the run was removed when it grew old, or you may not see it."
        action={
          <Button asChild variant="primary">
            <Link href="/workloads">Workloads</Link>
          </Button>
        }
      />
    );
  }
  const name = parseClusterName(run.cluster);
  return (
    <>
      <p role="status" className="sr-only">
        {runWords(run).text}
      </p>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-lg font-semibold wrap-anywhere">
            {runTitles[run.kind]}: {run.namespace}/{run.serviceAccount}
            <RunBadge run={run} />
          </h1>
          <p className="mt-0.5 text-sm wrap-anywhere text-muted">
            {name ? `${name.cluster} · ${name.location} · ${name.project}` : run.cluster} · asked for{" "}
            <LocalTime time={run.requestedAt} seconds />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <CopyButton label="Copy link" text={async () => window.location.href} />
          <StopButton run={run} onStopped={tell} />
        </div>
      </header>
      <div className="card px-4 py-4 sm:px-5">
        <h2 className="sr-only">What became of it</h2>
        <RunDetails run={run} connection={connection} skewMs={skewMs} />
      </div>
    </>
  );
}

function RunSkeleton({ broken }: { readonly broken: boolean }) {
  return (
    <>
      <p role="status" className={broken ? "text-muted" : "sr-only"}>
        {broken ? "Drawbridge could not be reached; trying again…" : "Loading…"}
      </p>
      <Skeleton className="h-12 w-72 max-w-full" />
      <Skeleton className="h-96 w-full rounded-xl" />
    </>
  );
}
