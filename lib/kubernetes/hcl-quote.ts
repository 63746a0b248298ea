const named: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A Terraform string literal, with its quotes, that has exactly this text: nothing in it is interpolated.
 * Control characters and the invisible ones that could reorder what a reviewer sees are written as `\u` escapes.
 * Terraform itself normalises strings to NFC.
 */
export function hclString(text: string): string {
  const escaped = text
    .replace(/["\\\n\r\t]/g, (character) => named[character] ?? "")
    .replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, unicodeEscape)
    .replace(/([$%])\{/g, "$1$1{");
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
