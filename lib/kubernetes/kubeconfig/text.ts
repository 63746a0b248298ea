/** The longest pasted text that is looked at, in UTF-8 bytes. */
export const maxTextBytes = 1024 * 1024;

/** Control characters, characters that hide or reorder what is beside them, and halves of surrogate pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const damage =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0001-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g;

/** Why a pasted text is not looked at (too long, not text) and what to do instead; undefined when it is text of a fair size. */
export function unusableText(text: string): string | undefined {
  if (text.length > maxTextBytes || new TextEncoder().encode(text).byteLength > maxTextBytes) {
    return "This text is longer than 1 MiB. Paste only the part that matters.";
  }
  if (text.includes("\u0000")) {
    return "This is not plain text: it holds NUL bytes. Files written by PowerShell's `>` are UTF-16: save it as UTF-8 first.";
  }
  if ((text.match(damage)?.length ?? 0) * 20 > text.length) {
    return "This looks like a binary file, not like text.";
  }
  return undefined;
}

/** One line of text without characters that are invisible, move the cursor or reorder what a person reads. */
export function visibleText(text: string): string {
  return text.replace(invisible, "");
}

/** The longest name that is kept, in UTF-16 units. */
export const maxNameLength = 512;

/** A name from a file as it is kept and shown: visible characters only, cut at `maxNameLength`. */
export function visibleName(name: string | undefined): string {
  return visibleText((name ?? "").slice(0, maxNameLength));
}
