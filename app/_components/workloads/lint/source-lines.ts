/** A line to show, or how many are folded away here. Lines count from 1. */
export type SourceRow =
  | { readonly kind: "line"; readonly line: number; readonly text: string }
  | { readonly kind: "fold"; readonly from: number; readonly count: number };

/** The lines of a text, counted as the check counts them. */
export function linesOf(source: string): readonly string[] {
  return source.split(/\r\n?|\n/);
}

const leastFolded = 3;

/** The marked lines with `around` lines before and after each; the rest folded, unless it is three lines or fewer. */
export function foldSource(lines: readonly string[], marked: ReadonlySet<number>, around = 3): readonly SourceRow[] {
  const shown = new Set<number>();
  for (const line of marked) for (let at = line - around; at <= line + around; at += 1) shown.add(at);
  const rows: SourceRow[] = [];
  let from = 1;
  const fold = (to: number) => {
    const count = to - from;
    if (count > leastFolded) rows.push({ kind: "fold", from, count });
    else for (let line = from; line < to; line += 1) rows.push({ kind: "line", line, text: lines[line - 1] ?? "" });
  };
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (!shown.has(line)) continue;
    fold(line);
    rows.push({ kind: "line", line, text });
    from = line + 1;
  }
  fold(lines.length + 1);
  return rows;
}

/** The text with one line of it replaced; its line breaks stay as they are. */
export function withLine(source: string, line: number, text: string): string {
  const parts = source.split(/(\r\n?|\n)/);
  return parts.with((line - 1) * 2, text).join("");
}
