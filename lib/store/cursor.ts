import { StoreError } from "./store-error";

/** The last row of a page: the next page starts after it, newest first. */
export type Position = { readonly createdAt: Date; readonly id: string };

/** The end of the year 9999: later than any report, and PostgreSQL reads it. */
const lastMillisecond = 253_402_300_799_999;

/** An opaque, url-safe text for `position`. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`, "utf8").toString("base64url");
}

/** Reads what `encodeCursor` wrote. Throws a StoreError `invalid-cursor` for every other text. */
export function decodeCursor(cursor: string): Position {
  const [, milliseconds, id] = /^(\d{1,15})\.([^\0]+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  const createdAt = new Date(Number(milliseconds));
  if (id === undefined || createdAt.getTime() > lastMillisecond || encodeCursor({ createdAt, id }) !== cursor) {
    throw new StoreError(
      "invalid-cursor",
      "The page cursor cannot be read. Take it unchanged from the previous page, or start at the first page.",
    );
  }
  return { createdAt, id };
}
