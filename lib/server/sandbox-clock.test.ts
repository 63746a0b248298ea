import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { type SandboxClock, sandboxClock } from "./sandbox-clock";

describe("sandboxClock", () => {
  let simulator: Simulator;
  let clock: SandboxClock;

  beforeEach(async () => {
    simulator = await startSimulator();
    clock = sandboxClock(simulator.control);
  });
  afterEach(async () => {
    clock.stop();
    await simulator.close();
  });

  const turn = (body: unknown) =>
    fetch(new URL("/clock", simulator.control), {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });

  it("is the machine's until the simulator's is moved, and then as far ahead", async () => {
    await clock.follow();
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1_000);
    await turn({ advanceMs: 3_600_000 });
    await clock.follow();
    expect(clock.now().getTime() - Date.now()).toBeGreaterThan(3_590_000);
  });

  it("stands still while the simulator's does", async () => {
    await turn({ freeze: true });
    await clock.follow();
    const before = clock.now();
    await turn({ advanceMs: 5_000 });
    await clock.follow();
    expect(clock.now().getTime() - before.getTime()).toBe(5_000);
  });

  it("goes on when the simulator does not answer", async () => {
    const gone = sandboxClock("http://127.0.0.1:1/");
    await expect(gone.follow()).rejects.toThrow();
    expect(Math.abs(gone.now().getTime() - Date.now())).toBeLessThan(1_000);
    gone.stop();
  });
});
