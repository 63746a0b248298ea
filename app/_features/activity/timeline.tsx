"use client";

import { Activity as ActivityIcon } from "lucide-react";
import { Quiet } from "@/app/_components/access/quiet";
import { EventRow } from "@/app/_components/activity/event-row";
import type { ActivityFilter } from "@/app/_components/activity/filter";
import { TimelineSkeleton } from "@/app/_components/activity/timeline-skeleton";
import { Button } from "@/app/_components/ui/button";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useActivity } from "./use-activity";

/** What happened, newest first. */
export function Timeline({ filter, onShowAll }: { readonly filter: ActivityFilter; readonly onShowAll: () => void }) {
  const { timeline, problem, loadingOlder, loadOlder, again } = useActivity(filter);
  const events = timeline?.events ?? [];
  const filtered = filter.cluster !== null || filter.show === "others";
  return (
    <section aria-label="What happened" className="space-y-4">
      {problem && (
        <ProblemNotice
          problem={problem}
          action={
            <Button size="small" onClick={again}>
              Try again
            </Button>
          }
        />
      )}
      {!timeline && !problem && (
        <>
          <p role="status" className="sr-only">
            Loading…
          </p>
          <TimelineSkeleton />
        </>
      )}
      {timeline && events.length === 0 && (
        <Quiet
          Icon={ActivityIcon}
          title={filtered ? "Nothing of this kind happened" : "Nothing happened yet"}
          action={filtered && <Button onClick={onShowAll}>Show all changes</Button>}
        >
          {filter.show === "others"
            ? "When somebody changes a list past Drawbridge, by hand or with a tool, it appears here within a minute or two."
            : "Every request, approval and change of a list appears here, by Drawbridge or by others."}
        </Quiet>
      )}
      {events.length > 0 && (
        <ol className="card divide-y divide-line overflow-hidden">
          {events.map((event) => (
            <EventRow key={event.seq} event={event} />
          ))}
        </ol>
      )}
      {timeline && timeline.nextCursor !== null && (
        <div className="text-center">
          <Button onClick={loadOlder} disabled={loadingOlder} className="max-sm:h-11">
            {loadingOlder ? "Loading…" : "Load older"}
          </Button>
        </div>
      )}
    </section>
  );
}
