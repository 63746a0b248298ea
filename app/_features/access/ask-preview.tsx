"use client";

import { count } from "@/app/_client/format";
import { Moment } from "@/app/_components/access/moment";
import { PreviewCluster } from "@/app/_components/access/preview-cluster";
import { previewOutcome } from "@/app/_components/access/preview-words";
import { durationWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";
import type { PreviewState } from "./use-preview";

/** What would come of a request: for each cluster the policy's answer and the list before and after. */
export function AskPreview({
  preview: { preview, problem, loading, retry },
  ready,
  durationSeconds,
  onLeaveOut,
}: {
  readonly preview: PreviewState;
  /** There is something to preview. */
  readonly ready: boolean;
  readonly durationSeconds: number | null;
  readonly onLeaveOut: (clusters: readonly string[]) => void;
}) {
  const outcome = preview && previewOutcome(preview);
  return (
    <section aria-label="What will happen" className="mt-6 space-y-2.5 border-t border-line pt-4">
      <h3 className="text-sm font-semibold text-muted">What will happen</h3>
      <p role="status" className="sr-only">
        {loading || !preview || !outcome ? "" : statusWords(preview.clusters.length, outcome)}
      </p>
      {!ready && <p className="text-sm text-muted">Choose a cluster, and see its list before and after.</p>}
      {problem && (
        <ProblemNotice
          problem={problem}
          action={
            <Button size="small" className="max-sm:h-11" onClick={retry}>
              Try again
            </Button>
          }
        />
      )}
      {ready && !preview && !problem && (
        <div className="space-y-2.5 rounded-lg border border-line p-3.5">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-16 w-full" />
        </div>
      )}
      {preview && outcome && (
        <div aria-busy={loading} className={`space-y-2.5 transition-opacity ${loading ? "opacity-55" : ""}`}>
          {outcome.blocked.length > 0 && !outcome.all && (
            <Notice
              tone="warn"
              action={
                <Button size="small" className="max-sm:h-11" onClick={() => onLeaveOut(outcome.blocked)}>
                  Leave {outcome.blocked.length === 1 ? "it" : "them"} out
                </Button>
              }
            >
              {count(outcome.blocked.length, "cluster")} of {preview.clusters.length} cannot be part of this: one
              request is for all of its clusters or for none.
            </Notice>
          )}
          <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
            {preview.clusters.map((cluster) => (
              <PreviewCluster key={cluster.cluster} preview={cluster} />
            ))}
          </ul>
          {!outcome.all && durationSeconds !== null && <Ends seconds={durationSeconds} waits={outcome.waits} />}
        </div>
      )}
    </section>
  );
}

function Ends({ seconds, waits }: { readonly seconds: number; readonly waits: boolean }) {
  const now = useNow(0);
  if (waits) {
    return (
      <p className="text-sm text-pretty text-muted">
        It ends by itself {durationWords(seconds)} after it became active. The time does not run while it waits for
        approval.
      </p>
    );
  }
  return (
    <p className="text-sm text-pretty text-muted">
      It becomes active within about a minute, and ends by itself {durationWords(seconds)} later, at about{" "}
      <Moment time={new Date(now + seconds * 1000).toISOString()} now={now} />.
    </p>
  );
}

function statusWords(clusters: number, { blocked, waits }: ReturnType<typeof previewOutcome>): string {
  if (blocked.length > 0) return `${blocked.length} of ${count(clusters, "cluster")} cannot be included.`;
  return waits ? "It needs approval." : "It is within policy.";
}
