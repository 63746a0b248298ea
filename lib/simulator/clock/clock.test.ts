import { describe, expect, it } from "vitest";
import { SimulatedClock } from "./simulated-clock";
import { Timeline } from "./timeline";

describe("the simulated clock", () => {
  const start = Date.parse("2026-11-20T12:00:00Z");
  const setUp = () => {
    let machine = start;
    const clock = new SimulatedClock(() => new Date(machine));
    const passes = (milliseconds: number) => {
      machine += milliseconds;
    };
    return { clock, passes, elapsed: () => clock.now().getTime() - start };
  };

  it("is the machine's until told otherwise", () => {
    const { passes, elapsed } = setUp();
    passes(7);
    expect(elapsed()).toBe(7);
  });

  it("stands when frozen, moves when advanced, and runs on from there", () => {
    const { clock, passes, elapsed } = setUp();
    clock.freeze();
    passes(1_000);
    expect([elapsed(), clock.isFrozen]).toEqual([0, true]);
    clock.advance(60_000);
    expect(elapsed()).toBe(60_000);
    clock.resume();
    passes(5);
    expect([elapsed(), clock.isFrozen]).toEqual([60_005, false]);
  });

  it("can be set and advanced while it runs, and goes back to the machine's at reset", () => {
    const { clock, passes, elapsed } = setUp();
    clock.set(new Date(start + 100));
    passes(1);
    clock.advance(10);
    expect([elapsed(), clock.isFrozen]).toEqual([111, false]);
    clock.reset();
    expect(elapsed()).toBe(1);
  });
});

describe("the timeline", () => {
  it("makes happen what is due, in the order of time and of planning, each told its own time", () => {
    const timeline = new Timeline();
    const seen: string[] = [];
    const note = (name: string) => (at: Date) => seen.push(`${name} ${at.getTime()}`);
    timeline.schedule(20, note("c"));
    timeline.schedule(10, note("a"));
    timeline.schedule(10, note("b"));
    timeline.schedule(21, note("d"));
    timeline.settle(9);
    expect(seen).toEqual([]);
    timeline.settle(20);
    expect(seen).toEqual(["a 10", "b 10", "c 20"]);
    expect(timeline.isEmpty).toBe(false);
  });

  it("makes happen what an event plans itself, when that is due too", () => {
    const timeline = new Timeline();
    const seen: number[] = [];
    const again = (at: Date) => {
      seen.push(at.getTime());
      timeline.schedule(at.getTime() + 10, again);
    };
    timeline.schedule(10, again);
    timeline.settle(35);
    expect(seen).toEqual([10, 20, 30]);
  });

  it("lets an event end before the next begins, even when it looks at the world itself", () => {
    const timeline = new Timeline();
    const seen: string[] = [];
    timeline.schedule(10, () => {
      timeline.settle(1_000);
      seen.push("first");
    });
    timeline.schedule(20, () => seen.push("second"));
    timeline.settle(30);
    expect(seen).toEqual(["first", "second"]);
  });

  it("forgets what is taken back or cleared", () => {
    const timeline = new Timeline();
    const seen: string[] = [];
    const takeBack = timeline.schedule(1, () => seen.push("taken back"));
    takeBack();
    timeline.schedule(2, () => seen.push("cleared"));
    timeline.clear();
    timeline.settle(10);
    expect(seen).toEqual([]);
  });
});
