import { expect, it } from "vitest";
import { listLimit as checkedLimit } from "@/lib/diagnosis/checks/authorized-networks/list-limit";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { listLimit } from "./list-limit";

it.each([
  [true, 100],
  [false, 50],
])("private nodes %s: %i entries, for checks and remedies alike", (privateNodes, limit) => {
  expect(listLimit(clusterView({ privateNodes }))).toBe(limit);
  expect(checkedLimit(clusterView({ privateNodes }))).toBe(limit);
});
