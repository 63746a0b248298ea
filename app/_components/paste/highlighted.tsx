import { ScrollText } from "@/app/_components/ui/scroll-text";
import type { Span } from "@/lib/kubernetes/explain/explanation";

/** A pasted text in which what was recognised is marked. Invisible characters are shown as dots. */
export function Highlighted({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  const shown = withoutInvisible(text);
  const ends = [0, ...spans.map(({ end }) => end)];
  return (
    <ScrollText
      label="The text"
      className="max-h-44 rounded-lg border border-line text-xs whitespace-pre-wrap wrap-anywhere text-muted"
    >
      {spans.map(({ start, end }, index) => (
        <span key={start}>
          {shown.slice(ends[index], start)}
          <mark className="rounded-sm bg-accent-soft font-medium text-accent">{shown.slice(start, end)}</mark>
        </span>
      ))}
      {shown.slice(ends.at(-1))}
    </ScrollText>
  );
}

/** Terminal escapes and characters that turn the direction of text; positions stay as they were. */
function withoutInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === "\n" || character === "\t" ? character : "·".repeat(character.length),
  );
}
