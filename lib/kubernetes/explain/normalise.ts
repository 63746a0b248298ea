import type { TracedText } from "./traced-text";

/** Longer texts are cut at the front: what kubectl says last decides. In UTF-16 units. */
export const inputLimit = 256 * 1024;

const ESCAPE = 0x1b;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** What chat programs and word processors put in the place of plain characters; an empty text removes the character. */
const replacements = new Map<number, string>([
  [0x00a0, " "],
  [0x2018, "'"],
  [0x2019, "'"],
  [0x201c, '"'],
  [0x201d, '"'],
  [0x200b, ""],
  [0xfeff, ""],
]);

/** Removes terminal escapes, turns CRLF and lone CR into LF and typographic quotes into plain ones. */
export function normalise(input: string): TracedText {
  const origin = new Uint32Array(Math.min(input.length, inputLimit));
  const parts: string[] = [];
  let length = 0;
  let runStart = Math.max(0, input.length - inputLimit);
  let at = runStart;

  const flush = () => {
    parts.push(input.slice(runStart, at));
    for (let i = runStart; i < at; i++) origin[length++] = i;
  };
  const replaceUntil = (end: number, replacement: string) => {
    flush();
    if (replacement) {
      parts.push(replacement);
      origin[length++] = at;
    }
    at = runStart = end;
  };

  while (at < input.length) {
    const code = input.charCodeAt(at);
    if (code === ESCAPE) replaceUntil(escapeEnd(input, at), "");
    else if (code === CARRIAGE_RETURN) replaceUntil(at + 1, input.charCodeAt(at + 1) === LINE_FEED ? "" : "\n");
    else {
      const replacement = code < 0x80 ? undefined : replacements.get(code);
      if (replacement === undefined) at++;
      else replaceUntil(at + 1, replacement);
    }
  }
  flush();
  return { text: parts.join(""), origin: origin.subarray(0, length) };
}

/** The index after the escape sequence that starts at `start` (CSI, OSC, or a two-character one). */
function escapeEnd(input: string, start: number): number {
  const kind = input[start + 1];
  if (kind === "[") {
    let at = start + 2;
    while (at < input.length && isCsiParameter(input.charCodeAt(at))) at++;
    return Math.min(at + 1, input.length);
  }
  if (kind === "]") {
    const limit = Math.min(start + 2_000, input.length);
    for (let at = start + 2; at < limit; at++) {
      if (input.charCodeAt(at) === 0x07) return at + 1;
      if (input.charCodeAt(at) === ESCAPE) return Math.min(at + 2, input.length);
    }
  }
  return Math.min(start + 2, input.length);
}

function isCsiParameter(code: number): boolean {
  return code >= 0x20 && code <= 0x3f;
}
