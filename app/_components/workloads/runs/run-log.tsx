"use client";

import { ArrowDown } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { count } from "@/app/_client/format";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";

/** Rounding and zoom make the end of a scroll a pixel or two short. */
const nearEndPx = 8;

/** What a pod printed. It follows the end of the log until one scrolls up, and again from where one scrolls down. */
export function RunLog({
  lines,
  truncated,
  waiting,
}: {
  readonly lines: readonly string[];
  /** Older lines are left out. */
  readonly truncated: boolean;
  /** Said while there is no line. */
  readonly waiting: string;
}) {
  const box = useRef<HTMLPreElement>(null);
  const [follows, setFollows] = useState(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what it follows.
  useLayoutEffect(() => {
    const node = box.current;
    if (node && follows) node.scrollTop = node.scrollHeight;
  }, [lines, follows]);

  return (
    <div className="relative overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex min-h-9 items-center gap-2 border-b border-line py-1 pr-1 pl-3">
        <span className="mr-auto truncate text-xs text-muted tabular-nums">
          {lines.length > 0 ? count(lines.length, "line") : "no lines"}
          {truncated && ", older ones left out"}
        </span>
        <CopyButton
          text={lines.join("\n")}
          label="Copy"
          name="Copy the log"
          variant="ghost"
          size="small"
          disabled={lines.length === 0}
          className="max-sm:h-9"
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a section does not keep white space. */}
      <pre
        ref={box}
        role="region"
        aria-label="Log lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: node }) =>
          setFollows(node.scrollHeight - node.scrollTop - node.clientHeight <= nearEndPx)
        }
        className="thin-scroll h-64 overflow-auto p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere focus-visible:-outline-offset-2"
      >
        {lines.length > 0 ? lines.join("\n") : <span className="font-sans text-sm text-muted">{waiting}</span>}
      </pre>
      {!follows && (
        <Button size="small" className="absolute right-3 bottom-3 shadow-pop" onClick={() => setFollows(true)}>
          <ArrowDown aria-hidden="true" />
          To the end
        </Button>
      )}
    </div>
  );
}
