import { describe, expect, it } from "vitest";
import { clockSkew } from "./clock-skew";

const date = "Mon, 23 Nov 2026 05:00:00 GMT";
const server = Date.parse(date) + 500;

describe("clockSkew", () => {
  it.each([
    ["equal clocks", date, server, 0, 0],
    ["a difference at the tolerance", date, server - 3000, 0, 0],
    ["a server that is ahead", date, server - 3001, 0, 3001],
    ["a server that is behind", date, server + 60_000, 0, -60_000],
    ["what was found before, about right", date, server - 60_000, 59_000, 59_000],
    ["what was found before, and is over", date, server, 60_000, 0],
    ["no header", null, server, 7000, 7000],
    ["an unreadable header", "now", server, 7000, 7000],
  ])("%s", (_, header, now, before, skew) => {
    expect(clockSkew(header, now, before)).toBe(skew);
  });
});
