/** True for two names that a person may have mistyped for each other: at most two characters differ, and most are the same. */
export function isNearMiss(left: string, right: string): boolean {
  const distance = editDistance(left.slice(0, 320), right.slice(0, 320));
  return distance > 0 && distance <= 2 && distance * 3 <= Math.min(left.length, right.length);
}

/** Characters to insert, remove or replace (Levenshtein). */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [at, character] of [...left].entries()) {
    const next = [at + 1];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (right[column - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
