"use client";

/** When something of today happened: `16:14:07`, in the reader's time zone, and in full on hover. Drawn in the browser only. */
export function ClockTime({ time, seconds = true }: { readonly time: string; readonly seconds?: boolean }) {
  const at = new Date(time);
  const short = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  });
  const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });
  return (
    <time dateTime={time} title={full.format(at)} className="whitespace-nowrap tabular-nums">
      {short.format(at)}
    </time>
  );
}
