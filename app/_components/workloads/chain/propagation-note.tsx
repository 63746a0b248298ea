"use client";

import { Hourglass } from "lucide-react";
import { useEffect, useRef } from "react";
import { spanWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";

/** How long IAM may still take. Until then a refused token says nothing. `until`: milliseconds, by the server's clock. */
export function PropagationNote({
  until,
  skewMs,
  onOver,
}: {
  readonly until: number;
  readonly skewMs: number;
  /** Called once when the time is over that was not before. */
  readonly onOver?: (() => void) | undefined;
}) {
  const seconds = (until - useNow(skewMs)) / 1000;
  const isOver = seconds <= 0;
  const waited = useRef(false);
  useEffect(() => {
    if (!isOver) waited.current = true;
    else if (waited.current) {
      waited.current = false;
      onOver?.();
    }
  }, [isOver, onOver]);
  if (isOver) return null;
  return (
    <p className="flex gap-2.5 rounded-lg border border-line bg-sunken px-3 py-2.5 text-sm">
      <Hourglass aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 text-pretty">
        Google’s IAM has the new binding, but its servers learn of it one after another: usually within two minutes,
        sometimes seven. A refused token is no failure for another{" "}
        <span className="font-medium whitespace-nowrap tabular-nums">{spanWords(seconds)}</span>.
      </span>
    </p>
  );
}
