import { expect, it } from "vitest";
import { isDrawbridgeEntry } from "./drawbridge-entry";

it.each([
  ["drawbridge 81.92.200.7", true],
  ["Drawbridge", true],
  ["drawbridges", false],
  ["the drawbridge", false],
  ["", false],
])("%j: %s", (displayName, own) => {
  expect(isDrawbridgeEntry({ displayName })).toBe(own);
});
