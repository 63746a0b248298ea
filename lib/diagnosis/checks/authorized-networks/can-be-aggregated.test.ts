import { expect, it } from "vitest";
import { canBeAggregated } from "./can-be-aggregated";
import { entry } from "./testing";

it.each([
  [["81.92.200.0/25", "81.92.200.128/25"], true],
  [["81.92.200.128/25", "81.92.201.0/25"], false],
  [["81.92.200.0/24", "81.92.200.9/32"], true],
  [["81.92.200.9", "81.92.200.9/32"], true],
  [["81.92.200.9/32", "81.92.200.10/32"], false],
  [["81.92.200.8/32", "81.92.200.9/32"], true],
  [["81.92.200.9/32", "81.92.200.0/24"], true],
  [["0.0.0.0/0", "0.0.0.0/0"], true],
  [["81.92.200.9/32", "junk"], false],
  [["2a01::/33", "2a01:0:8000::/33"], false],
  [[], false],
])("%j can be shorter: %s", (cidrs, shorter) => {
  expect(canBeAggregated(cidrs.map((cidr) => entry(cidr)))).toBe(shorter);
});

it("leaves Drawbridge's own entries apart, as the remedy does", () => {
  const own = [entry("81.92.200.8/32", "drawbridge 81.92.200.8"), entry("81.92.200.9/32", "drawbridge 81.92.200.9")];
  expect(canBeAggregated(own)).toBe(false);
});
