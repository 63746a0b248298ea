import { type RefCallback, useCallback, useRef, useState } from "react";

const margin = 6;

/** The part of a long list of equally high rows that is in sight, and a way to bring a row into sight. */
export function useWindow(
  rows: number,
  rowHeight: number,
): {
  readonly scroller: RefCallback<HTMLElement>;
  /** First row to draw. */
  readonly from: number;
  /** One after the last row to draw. */
  readonly to: number;
  readonly reveal: (row: number) => void;
} {
  const element = useRef<HTMLElement | null>(null);
  const [sight, setSight] = useState({ top: 0, height: 12 * rowHeight });

  const scroller = useCallback((node: HTMLElement | null) => {
    element.current = node;
    if (!node) return;
    const look = () => setSight({ top: node.scrollTop, height: node.clientHeight });
    look();
    node.addEventListener("scroll", look, { passive: true });
    return () => node.removeEventListener("scroll", look);
  }, []);

  const reveal = useCallback(
    (row: number) => {
      const node = element.current;
      if (!node) return;
      const top = row * rowHeight;
      if (top < node.scrollTop) node.scrollTop = top;
      else if (top + 1.5 * rowHeight > node.scrollTop + node.clientHeight)
        node.scrollTop = top + 1.5 * rowHeight - node.clientHeight;
    },
    [rowHeight],
  );

  const from = Math.max(0, Math.floor(sight.top / rowHeight) - margin);
  const to = Math.min(rows, Math.ceil((sight.top + sight.height) / rowHeight) + margin);
  return { scroller, from, to, reveal };
}
