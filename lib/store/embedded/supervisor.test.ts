import { setImmediate as everythingElse } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Postmaster } from "./postmaster";
import { supervise, type Time } from "./supervisor";

/** A server whose end the test decides. */
function server() {
  const { promise: exited, resolve } = Promise.withResolvers<string>();
  const calls = { stop: 0 };
  const stop = async () => {
    calls.stop += 1;
    resolve("stopped");
  };
  const postmaster: Postmaster = { pid: 1, exited, stop };
  return { postmaster, die: () => resolve("SIGKILL"), calls };
}

/** Time that stands still: `waits` lists what was asked for, and `passes` ends the last wait. */
function handTime() {
  const waits: number[] = [];
  const state: { now: number; pass: () => void } = { now: 0, pass: () => undefined };
  const time: Time = {
    now: () => state.now,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        waits.push(milliseconds);
        state.pass = resolve;
        signal.addEventListener("abort", () => resolve());
      }),
  };
  const passes = async () => {
    state.pass();
    await everythingElse();
  };
  return { time, waits, passes, set: (now: number) => (state.now = now) };
}

/** Starts servers from `plan`: "up", or "fail" for a start that throws. */
async function begin(plan: readonly ("up" | "fail")[]) {
  const servers: ReturnType<typeof server>[] = [];
  const left = [...plan];
  const clock = handTime();
  const start = async () => {
    if (left.shift() !== "up") throw new Error("no room");
    const started = server();
    servers.push(started);
    return started.postmaster;
  };
  const supervisor = await supervise(start, () => undefined, clock.time);
  const lastDies = async () => {
    servers.at(-1)?.die();
    await everythingElse();
  };
  return { supervisor, servers, lastDies, ...clock };
}

describe("supervise", () => {
  it("passes on why the first start failed", async () => {
    await expect(begin(["fail"])).rejects.toThrow("no room");
  });

  it("restarts at once, then waits longer each time, up to half a minute, while servers keep dying", async () => {
    const { supervisor, servers, lastDies, waits, passes } = await begin(Array(10).fill("up"));
    for (let death = 1; death < 10; death += 1) {
      await lastDies();
      expect(servers.length).toBe(death);
      expect(supervisor.trouble()).toContain("SIGKILL");
      await passes();
      expect(servers.length).toBe(death + 1);
      expect(supervisor.trouble()).toBeUndefined();
    }
    expect(waits).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    await supervisor.stop();
  });

  it.each([
    [60_000, [0, 250]],
    [60_001, [0, 0]],
  ])("after a server that stayed up for %s ms it waits %s", async (lifetime, expected) => {
    const { supervisor, lastDies, waits, passes, set } = await begin(["up", "up", "up"]);
    await lastDies();
    await passes();
    set(lifetime);
    await lastDies();
    expect(waits).toEqual(expected);
    await supervisor.stop();
  });

  it("tells the trouble while restarts fail, never gives up, and recovers", async () => {
    const { supervisor, servers, lastDies, waits, passes } = await begin(["up", "fail", "fail", "up"]);
    await lastDies();
    for (const _ of [1, 2]) {
      await passes();
      expect(supervisor.trouble()).toBe("no room");
    }
    await passes();
    expect(supervisor.trouble()).toBeUndefined();
    expect(supervisor.current()).toBe(servers[1]?.postmaster);
    expect(waits).toEqual([0, 250, 500]);
    await supervisor.stop();
  });

  it("stops in the middle of a wait, and starts nothing afterwards", async () => {
    const { supervisor, servers, lastDies } = await begin(["up", "up"]);
    await lastDies();
    await supervisor.stop();
    await supervisor.stop();
    expect(servers.length).toBe(1);
  });

  it("stops a server that was being started when it was told to stop", async () => {
    const [first, second, { time, passes }] = [server(), server(), handTime()];
    const slow = Promise.withResolvers<Postmaster>();
    const answers = [Promise.resolve(first.postmaster), slow.promise];
    const supervisor = await supervise(
      async () => answers.shift() ?? first.postmaster,
      () => undefined,
      time,
    );
    first.die();
    await everythingElse();
    await passes();
    const stopped = supervisor.stop();
    slow.resolve(second.postmaster);
    await stopped;
    expect(second.calls.stop).toBe(1);
  });
});
