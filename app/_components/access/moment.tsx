"use client";

const day = 24 * 3600 * 1000;

/** A moment near today, short: `16:14` when it is within a day, `24 Nov, 16:14` otherwise, and in full on hover. Drawn in the browser only. */
export function Moment({ time, now }: { readonly time: string; readonly now: number }) {
  const at = new Date(time);
  const near = Math.abs(at.getTime() - now) < day && at.getDate() === new Date(now).getDate();
  const short = new Intl.DateTimeFormat("en-GB", {
    ...(near ? {} : { day: "numeric", month: "short" }),
    ...(at.getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  });
  const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });
  return (
    <time dateTime={time} title={full.format(at)} className="whitespace-nowrap tabular-nums">
      {short.format(at)}
    </time>
  );
}
