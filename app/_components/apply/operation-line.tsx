"use client";

import { Timer } from "lucide-react";
import { spanWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";
import { CopyButton } from "@/app/_components/ui/copy-button";

/** Google's operation by its name, and how long it has been going on or took. */
export function OperationLine({
  operation,
  sentAt,
  closedAt,
  skewMs,
}: {
  readonly operation: string;
  readonly sentAt: string | null;
  /** Null while it runs. */
  readonly closedAt: string | null;
  readonly skewMs: number;
}) {
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-muted">
      <span className="value min-w-0">{operation}</span>
      <CopyButton text={operation} label="Copy" name="Copy the operation’s name" variant="ghost" size="small" />
      {sentAt && (
        <span className="flex items-center gap-1 tabular-nums">
          <Timer aria-hidden="true" className="size-3.5" />
          {closedAt ? (
            `took ${spanWords((Date.parse(closedAt) - Date.parse(sentAt)) / 1000)}`
          ) : (
            <Elapsed since={sentAt} skewMs={skewMs} />
          )}
        </span>
      )}
    </div>
  );
}

function Elapsed({ since, skewMs }: { readonly since: string; readonly skewMs: number }) {
  const now = useNow(skewMs);
  return <span>{spanWords((now - Date.parse(since)) / 1000)}</span>;
}
