import { describe, expect, it } from "vitest";
import { ApiError } from "@/app/_client/api";
import type { ChangeView } from "@/app/_client/wire";
import { type Connection, type WatchPort, watchChange } from "./watch-change";

const change = (state: ChangeView["state"]) => ({ id: "c", kind: "grant", state }) as ChangeView;
const status = (code: number) => new ApiError({ type: "", title: "", status: code, detail: "" });

type Round = readonly (ChangeView["state"] | Error)[] | Error;

/** A server whose streams and answers are these, one after another; it never pauses, except for ever in silence. */
function port(streams: readonly Round[], answers: readonly (ChangeView["state"] | Error)[] = []) {
  const left = [...streams];
  const polls = [...answers];
  const pauses: number[] = [];
  const fake: WatchPort = {
    async *stream() {
      const round = left.shift() ?? new Error("no more streams");
      if (round instanceof Error) throw round;
      for (const item of round) {
        if (item instanceof Error) throw item;
        yield change(item);
      }
    },
    async fetch() {
      const answer = polls.shift() ?? "ended";
      if (answer instanceof Error) throw answer;
      return change(answer);
    },
    pause(milliseconds, signal) {
      if (milliseconds >= 12_000) return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { fake, pauses };
}

async function watched(fake: WatchPort) {
  const told: string[] = [];
  const connections: Connection[] = [];
  await watchChange(
    "c",
    fake,
    new AbortController().signal,
    ({ state }) => told.push(state),
    (connection) => connections.push(connection),
  );
  return { told, connections: connections.filter((one, index) => one !== connections[index - 1]) };
}

describe("watchChange", () => {
  it("tells every state and stops at the last", async () => {
    const { fake } = port([["queued", "applying", "applied", "verified", "ended"]]);
    expect(await watched(fake)).toEqual({
      told: ["queued", "applying", "applied", "verified", "ended"],
      connections: ["live"],
    });
  });

  it("goes on after a stream that broke, with growing pauses", async () => {
    const { fake, pauses } = port([["queued"], new Error("cut"), new Error("cut"), ["failed"]]);
    expect(await watched(fake)).toEqual({
      told: ["queued", "failed"],
      connections: ["live", "reconnecting", "live"],
    });
    expect(pauses).toEqual([500, 1_000, 2_000]);
  });

  it("asks again and again where three streams in a row bring nothing", async () => {
    const silent: Round = [];
    const { fake } = port([silent, new Error("cut"), silent], ["applying", status(503), "applied", "ended"]);
    expect(await watched(fake)).toEqual({
      told: ["applying", "applied", "ended"],
      connections: ["reconnecting", "polling"],
    });
  });

  it.each([401, 403, 404])("gives up at %d", async (code) => {
    expect(await watched(port([status(code)]).fake)).toEqual({ told: [], connections: ["lost"] });
  });

  it("gives a stream up that never says anything", async () => {
    let aborted = 0;
    const { fake } = port([], ["ended"]);
    const silent: WatchPort = {
      ...fake,
      pause: () => Promise.resolve(),
      async *stream(_, signal) {
        await new Promise((_, reject) => {
          const stop = () => reject(new DOMException("", "AbortError"));
          if (signal.aborted) stop();
          else signal.addEventListener("abort", stop);
        });
        yield change("queued");
        aborted += 1;
      },
    };
    expect(await watched(silent)).toEqual({ told: ["ended"], connections: ["reconnecting", "polling"] });
    expect(aborted).toBe(0);
  });

  it("ends without a word when it is no longer wanted", async () => {
    const stop = new AbortController();
    const { fake } = port([["queued"], ["applying"]]);
    const told: string[] = [];
    await watchChange(
      "c",
      fake,
      stop.signal,
      ({ state }) => {
        told.push(state);
        stop.abort();
      },
      () => undefined,
    );
    expect(told).toEqual(["queued"]);
  });
});
