import type { Span } from "./explanation";

/** A text that remembers, for each of its UTF-16 units, where that stood in the text that the person pasted. */
export type TracedText = { readonly text: string; readonly origin: Uint32Array };

export function sliceTraced(source: TracedText, start: number, end = source.text.length): TracedText {
  return { text: source.text.slice(start, end), origin: source.origin.subarray(start, end) };
}

/** Where `start`..`end` of this text stand in the pasted text. Undefined for an empty range. */
export function originalSpan(source: TracedText, start: number, end: number): Span | undefined {
  const first = source.origin[start];
  const last = source.origin[end - 1];
  return end > start && first !== undefined && last !== undefined ? { start: first, end: last + 1 } : undefined;
}

/** The spans in order, overlapping and touching ones joined. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}
