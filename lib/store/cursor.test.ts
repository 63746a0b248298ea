import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";

const year10000 = 253_402_300_800_000;

describe("cursor", () => {
  it("gives back every position it was made from, and is url-safe", () => {
    const createdAt = fc.date({ min: new Date(0), max: new Date(year10000 - 1), noInvalidDate: true });
    const id = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(createdAt, id, (createdAt, id) => {
        const cursor = encodeCursor({ createdAt, id });
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(cursor)).toEqual({ createdAt, id });
      }),
    );
  });

  const encode = (text: string) => Buffer.from(text).toString("base64url");
  it.each([
    ["empty", ""],
    ["no base64", "%%%"],
    ["not a position", encode("hello")],
    ["no id", encode("1700000000000.")],
    ["no time", encode(".abc")],
    ["a time before 1970", encode("-1.abc")],
    ["the year 10000", encode(`${year10000}.abc`)],
    ["leading zeros", encode("01.abc")],
    ["a NUL in the id", encode("1.a\0b")],
    ["an id that is not UTF-8", Buffer.from([0x31, 0x2e, 0xff]).toString("base64url")],
    ["padding", `${encode("1.ab")}=`],
  ])("refuses %s", (_, cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ reason: "invalid-cursor" }));
  });

  it("takes the last millisecond of the year 9999", () => {
    expect(decodeCursor(encode(`${year10000 - 1}.a`)).createdAt.getTime()).toBe(year10000 - 1);
  });
});
