/** A duration as people say it: `12 ms`, `0.8 s`, `3.0 s`. */
export function formatSeconds(milliseconds: number): string {
  return milliseconds < 100 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
