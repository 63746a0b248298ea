import { describe, expect, it } from "vitest";
import { agoWords, durationWords, readDuration, shareLeft, spanWords } from "./time-words";

const hour = 3600;
const day = 24 * hour;

describe("spanWords", () => {
  it.each([
    [-5, "0 s"],
    [0, "0 s"],
    [59.9, "59 s"],
    [60, "1 min 00 s"],
    [249, "4 min 09 s"],
    [hour - 1, "59 min 59 s"],
    [hour, "1 h 00 min"],
    [hour + 5 * 60 + 59, "1 h 05 min"],
    [day - 1, "23 h 59 min"],
    [day, "1 d 00 h"],
    [2 * day + 4 * hour, "2 d 04 h"],
  ])("%d s is %s", (seconds, words) => {
    expect(spanWords(seconds)).toBe(words);
  });
});

describe("durationWords", () => {
  it.each([
    [4 * hour, "4 h"],
    [90 * 60, "1 h 30 min"],
    [7 * day, "7 d"],
    [45, "45 s"],
    [0, "0 s"],
  ])("%d s is %s", (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});

describe("readDuration", () => {
  it.each([
    ["4h", 4 * hour],
    [" 90 min ", 90 * 60],
    ["90m", 90 * 60],
    ["1h 30m", 90 * 60],
    ["1H30M", 90 * 60],
    ["2d", 2 * day],
    ["0h", undefined],
    ["4", undefined],
    ["", undefined],
    ["four hours", undefined],
    ["-4h", undefined],
    ["4h soon", undefined],
  ])("reads %j as %s", (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });
});

describe("agoWords", () => {
  it.each([
    [-3, "just now"],
    [59, "just now"],
    [60, "1 min ago"],
    [hour, "1 h ago"],
    [day - 1, "23 h ago"],
    [3 * day, "3 d ago"],
  ])("%d s is %s", (seconds, words) => {
    expect(agoWords(seconds)).toBe(words);
  });
});

describe("shareLeft", () => {
  it.each([
    [hour, 4 * hour, 0.25],
    [5 * hour, 4 * hour, 1],
    [-1, hour, 0],
    [1, 0, 0],
  ])("%d of %d", (left, duration, share) => {
    expect(shareLeft(left, duration)).toBe(share);
  });
});
