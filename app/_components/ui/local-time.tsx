"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** A moment in the reader's own time zone; in UTC until the page knows it. `time` is RFC 3339. */
export function LocalTime({ time, seconds = false }: { readonly time: string; readonly seconds?: boolean }) {
  const local = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    ...(local ? {} : { timeZone: "UTC" }),
    timeZoneName: "short",
  });
  return (
    <time dateTime={time} className="tabular-nums">
      {format.format(new Date(time))}
    </time>
  );
}
