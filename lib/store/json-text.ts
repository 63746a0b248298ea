/** PostgreSQL stores no NUL character: each becomes U+FFFD, the replacement character. */
export function toText(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}

/**
 * JSON that `jsonb` accepts: NUL and lone surrogates (people paste error texts) become U+FFFD, undefined becomes null.
 * Key order and duplicate white space are not kept by `jsonb`.
 */
export function toJsonb(value: unknown): string {
  const json = JSON.stringify(value) ?? "null";
  // One escape sequence at a time, so that an escaped backslash before a "u0000" is left alone.
  const sequence = /\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|[\s\S])/g;
  return json.replace(sequence, (found) => (found.length > 2 ? "\\ufffd" : found));
}
