import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { inOrder, nextLook, remember } from "./schedule";

const cluster = clusterView().name;
const due = (at: number | null, watch = false) => ({ cluster, at: at === null ? null : new Date(at), watch });
const settled = { lookedAt: 1_000, notBefore: 1_100, failures: 0, settled: true };

describe("nextLook", () => {
  it.each([
    ["a cluster never seen, when it is due", due(5_000), undefined, 5_000],
    ["a cluster never seen that is watched, at once", due(5_000, true), undefined, 0],
    ["a cluster that was just looked at, after a rest", due(1_000), settled, 1_100],
    ["one that is due, then", due(9_000), settled, 9_000],
    ["one that is watched, within a minute", due(null, true), settled, 46_000],
    ["one with an end before that, at the end", due(9_000, true), settled, 9_000],
    ["one with nothing to do, never", due(null), settled, Number.POSITIVE_INFINITY],
    ["one that left something, although nothing is due", due(null), { ...settled, settled: false }, 1_100],
  ])("looks at %s", (_, one, memory, expected) => {
    expect(nextLook(one, memory)).toBe(expected);
  });
});

describe("remember", () => {
  it("backs off from failures, to a quarter of a minute at most, and forgets them", () => {
    let memory = remember(undefined, undefined, 0, 1);
    const waits = [memory.notBefore];
    for (let count = 0; count < 6; count += 1) {
      memory = remember(memory, { kind: "refused", reason: "" }, 0, 1);
      waits.push(memory.notBefore);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(remember(memory, { kind: "in-step" }, 0, 1)).toMatchObject({ failures: 0, settled: true });
  });

  it.each([[{ kind: "elsewhere" }], [{ kind: "waiting", on: "operation-1" }]] as const)(
    "looks again soon: %j",
    (result) => {
      expect(remember(undefined, result, 0, 0)).toMatchObject({ notBefore: 1_500, settled: false });
      expect(remember(undefined, result, 0, 1)).toMatchObject({ notBefore: 2_500, settled: false });
    },
  );
});

it("puts the earliest first", () => {
  const other = { ...cluster, cluster: "other" };
  const order = inOrder([due(9_000), { ...due(5_000), cluster: other }], () => undefined);
  expect(order.map(({ look }) => look)).toEqual([5_000, 9_000]);
});
