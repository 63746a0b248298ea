export type TextPosition = { readonly line: number; readonly column: number };

/** Line and column, from 1, of a byte offset into the UTF-8 form of `text`; columns count characters as people see code points. */
export function positionOfByte(text: string, byteOffset: number): TextPosition {
  const before = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byteOffset));
  return positionAfter(before);
}

/** Line and column, from 1, of an index into `text` as JavaScript counts. */
export function positionOfIndex(text: string, index: number): TextPosition {
  return positionAfter(text.slice(0, index));
}

function positionAfter(before: string): TextPosition {
  const lines = before.split("\n");
  return { line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}
