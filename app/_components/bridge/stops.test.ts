import { describe, expect, it } from "vitest";
import type { Mark } from "@/app/_components/ui/state-mark";
import { hops, hopTitles } from "@/lib/core/hop";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { StationState } from "@/lib/engine/verdict";
import { decksOf, type Stop } from "./stop";
import { stopsOf } from "./stops";

const verdict = (state: Verdict["state"], states: readonly StationState[]) =>
  ({
    state,
    path: hops.map((hop, index) => ({ hop, title: hopTitles[hop], state: states[index] ?? "passed", detail: "" })),
  }) as unknown as Verdict;
const marks = (stops: readonly Stop[]) => stops.map(({ mark }) => mark);

describe("stopsOf", () => {
  it.each<[string, Verdict | null, boolean, Mark, Mark]>([
    ["nobody asked", null, false, "idle", "idle"],
    ["it is being checked", null, true, "passed", "pending"],
    ["everything is open", verdict("reachable", []), false, "passed", "passed"],
    ["a hop is broken", verdict("blocked", ["passed", "broken"]), false, "passed", "not-reached"],
    ["it could not be told", verdict("unknown", ["unknown"]), false, "passed", "unknown"],
  ])("ends at both banks when %s", (_, judged, running, you, plane) => {
    const stops = stopsOf(judged, [], "this browser", running);
    expect(stops).toHaveLength(hops.length + 2);
    expect([stops[0]?.mark, stops.at(-1)?.mark]).toEqual([you, plane]);
    expect([stops[0]?.hop, stops.at(-1)?.hop]).toEqual([null, null]);
  });
});

describe("decksOf", () => {
  it("goes on over a stop that does not apply as it came, and is never solid after what is not known", () => {
    const states: StationState[] = ["not-applicable", "unknown", "not-applicable", "passed", "not-applicable"];
    const decks = decksOf(stopsOf(verdict("unknown", states), [], "", false));
    expect(decks.slice(0, 5)).toEqual(["solid", "unknown", "unknown", "solid", "solid"]);
  });

  it("is solid up to the broken stop and dashed from there", () => {
    const states: StationState[] = ["passed", "broken", ...Array.from({ length: 7 }, () => "not-reached" as const)];
    const stops = stopsOf(verdict("blocked", states), [], "", false);
    expect(marks(stops).indexOf("broken")).toBe(2);
    expect(decksOf(stops)).toEqual(["solid", "solid", ...Array.from({ length: 8 }, () => "dashed")]);
  });
});
