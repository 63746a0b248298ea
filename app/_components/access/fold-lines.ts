import type { DiffLine } from "@/app/_components/plan/line-diff";

/** A comparison with long unchanged stretches taken out. `hidden` lines were there. */
export type FoldedLine = DiffLine | { readonly kind: "hidden"; readonly lines: number };

/** Keeps `around` unchanged lines beside each change, and never hides a single line. */
export function foldLines(lines: readonly DiffLine[], around = 2): readonly FoldedLine[] {
  const kept = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same"),
  );
  const folded: FoldedLine[] = [];
  let start = 0;
  while (start < lines.length) {
    let end = start;
    while (end < lines.length && kept[end] === kept[start]) end += 1;
    const stretch = lines.slice(start, end);
    if (kept[start] || stretch.length === 1) folded.push(...stretch);
    else folded.push({ kind: "hidden", lines: stretch.length });
    start = end;
  }
  return folded;
}
