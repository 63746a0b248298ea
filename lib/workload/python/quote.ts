const named: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
/** Control characters, and the invisible ones that could hide or reorder what a reviewer sees. */
const escaped = /["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}/gu;

/**
 * A Python string literal, with its quotes (single ones only where that saves escapes), whose value is exactly this text, on one line. Characters that a reader
 * cannot see are written as escapes. A lone surrogate stays one, which Python reads but cannot encode: refuse those earlier.
 */
export function pyString(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  return (
    quote +
    text.replace(escaped, (character) => (character === '"' && quote === "'" ? character : escapeOf(character))) +
    quote
  );
}

function escapeOf(character: string): string {
  const short = named[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}
