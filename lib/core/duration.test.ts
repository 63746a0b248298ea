import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "./duration";

describe("parseDuration", () => {
  it.each([
    ["4h", 14_400],
    ["90m", 5_400],
    ["2d", 172_800],
    ["3600s", 3_600],
    ["1h30m", 5_400],
    [" 1 h 30 m ", 5_400],
    ["1.5h", 5_400],
    ["4H", 14_400],
    ["PT4H", 14_400],
    ["pt4h", 14_400],
    ["P2D", 172_800],
    ["P1DT12H", 129_600],
    ["PT1H30M15S", 5_415],
    [3_600, 3_600],
    [1, 1],
    [0.5, 1],
    ["1s", 1],
  ])("reads %s", (given, seconds) => {
    expect(parseDuration(given)).toBe(seconds);
  });

  it.each([
    "",
    " ",
    "4",
    "h",
    "4 weeks",
    "4w",
    "P1M",
    "P1Y",
    "P",
    "PT",
    "P1DT",
    "-4h",
    "4h-1m",
    "0h",
    "PT0S",
    "1e3s",
    "99999999d",
    0,
    -60,
    0.4,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 60,
  ])("does not read %s", (given) => {
    expect(parseDuration(given)).toBeUndefined();
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0 s"],
    [90, "1 min 30 s"],
    [300, "5 min"],
    [14_400, "4 h"],
    [129_600, "1 d 12 h"],
    [90_061, "1 d 1 h"],
  ])("says %i seconds", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
