import { expect, it } from "vitest";
import { listLimit } from "./list-limit";

it.each([
  [true, 100],
  [false, 50],
])("private nodes %s: %i entries", (privateNodes, limit) => {
  expect(listLimit({ privateNodes })).toBe(limit);
});
