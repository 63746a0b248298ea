"use client";

import { Moment } from "./moment";
import { shareLeft, spanWords } from "./time-words";
import { useNow } from "./use-now";

/** How long a right still lasts, counted down by the server's clock, as words and as a bar. */
export function TimeLeft({
  expiresAt,
  durationSeconds,
  skewMs,
}: {
  readonly expiresAt: string;
  readonly durationSeconds: number;
  readonly skewMs: number;
}) {
  const now = useNow(skewMs);
  const seconds = (Date.parse(expiresAt) - now) / 1000;
  const share = shareLeft(seconds, durationSeconds);
  const soon = seconds < 600;
  return (
    <div>
      <p className="flex items-baseline justify-between gap-3 tabular-nums">
        <span className={`font-medium whitespace-nowrap ${soon ? "text-warn" : ""}`}>{spanWords(seconds)} left</span>
        <span className="text-sm text-muted">
          until <Moment time={expiresAt} now={now} />
        </span>
      </p>
      <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-hover">
        <div
          className={`h-full origin-left rounded-full transition-transform duration-1000 ease-linear ${soon ? "bg-warn" : "bg-ok"}`}
          style={{ transform: `scaleX(${share.toFixed(4)})` }}
        />
      </div>
    </div>
  );
}
