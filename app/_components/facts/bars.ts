import type { NamedFact } from "@/lib/engine/snapshot";

/** A fact's bar, in percent of the whole. */
export type Bar = { readonly fact: NamedFact; readonly start: number; readonly width: number };

/** Facts by when they started to be gathered. A bar is at least half a percent wide, to be seen. */
export function bars(facts: readonly NamedFact[]): { readonly rows: readonly Bar[]; readonly totalMs: number } {
  const spans = facts.map((fact) => {
    const end = Date.parse(fact.provenance.observedAt);
    return { fact, end, start: end - fact.provenance.durationMs };
  });
  const first = Math.min(...spans.map(({ start }) => start));
  const totalMs = spans.length === 0 ? 0 : Math.max(...spans.map(({ end }) => end)) - first;
  const percent = (milliseconds: number) => (totalMs === 0 ? 0 : (100 * milliseconds) / totalMs);
  const rows = [...spans]
    .sort((left, right) => left.start - right.start)
    .map(({ fact, start, end }) => {
      const width = Math.max(percent(end - start), 0.5);
      return { fact, start: Math.min(percent(start - first), 100 - width), width };
    });
  return { rows, totalMs };
}
