/** A line of a comparison. */
export type DiffLine = { readonly kind: "same" | "removed" | "added"; readonly text: string };

/**
 * The lines of two texts, compared: a longest common subsequence, removed before added. Null is a text without lines.
 * Meant for a few hundred lines: the work is the product of both lengths.
 */
export function diffLines(before: string | null, after: string | null): readonly DiffLine[] {
  const left = before === null ? [] : before.split("\n");
  const right = after === null ? [] : after.split("\n");
  const common = lengths(left, right);
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length || column < right.length) {
    const [old, fresh] = [left[row], right[column]];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: "same", text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ kind: "removed", text: old });
      row += 1;
    } else {
      lines.push({ kind: "added", text: fresh ?? "" });
      column += 1;
    }
  }
  return lines;
}

/** `lengths[i][j]`: how many lines the rest of `left` from i and of `right` from j have in common. */
function lengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const here = table[row];
      if (!here) continue;
      const [down, across] = [table[row + 1]?.[column] ?? 0, here[column + 1] ?? 0];
      here[column] = left[row] === right[column] ? (table[row + 1]?.[column + 1] ?? 0) + 1 : Math.max(down, across);
    }
  }
  return table;
}
