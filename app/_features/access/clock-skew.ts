const tolerance = 3000;

/**
 * How much the server's clock is ahead of this one, in milliseconds, by the `Date` header of an answer that came at `now`.
 * A header has whole seconds and travels, so a small difference is none, and `before` stays until it is clearly wrong:
 * countdowns do not jump.
 */
export function clockSkew(date: string | null, now: number, before: number): number {
  const server = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(server)) return before;
  const ahead = server + 500 - now;
  if (Math.abs(ahead - before) <= tolerance) return before;
  return Math.abs(ahead) <= tolerance ? 0 : ahead;
}
