import type { AuditEventView, AuditPageView } from "@/app/_client/wire";

/** Events as they are shown, newest first, without gaps between them. */
export type Timeline = Pick<AuditPageView, "events" | "nextCursor">;

/** With a newer first page in front. When more has come than the page holds, the page takes the place of everything. */
export function withNewest(timeline: Timeline | null, page: Timeline): Timeline {
  const known = timeline?.events[0];
  if (!timeline || !known) return page;
  const meets = page.nextCursor === null || page.events.some(({ seq }) => seq <= known.seq);
  if (!meets) return page;
  const fresh: readonly AuditEventView[] = page.events.filter(({ seq }) => seq > known.seq);
  return fresh.length === 0 ? timeline : { ...timeline, events: [...fresh, ...timeline.events] };
}

/** With an older page behind. */
export function withOlder(timeline: Timeline, page: Timeline): Timeline {
  const last = timeline.events.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  const older = page.events.filter(({ seq }) => seq < last);
  return { events: [...timeline.events, ...older], nextCursor: page.nextCursor };
}
