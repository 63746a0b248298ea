import { describe, expect, it } from "vitest";
import type { NamedFact } from "@/app/_client/wire";
import { bars } from "./bars";

const fact = (name: NamedFact["name"], end: number, durationMs: number): NamedFact => ({
  name,
  state: "known",
  value: null,
  provenance: { source: "test", observedAt: new Date(1_000_000 + end).toISOString(), durationMs },
});

describe("bars", () => {
  it("puts facts where they were gathered, earliest first", () => {
    const { rows, totalMs } = bars([fact("tcp", 200, 100), fact("cluster", 100, 100)]);
    expect(totalMs).toBe(200);
    expect(rows.map(({ fact: { name }, start, width }) => [name, start, width])).toEqual([
      ["cluster", 0, 50],
      ["tcp", 50, 50],
    ]);
  });

  it("draws what took no time wide enough to be seen, and inside", () => {
    const { rows } = bars([fact("cluster", 100, 100), fact("target", 100, 0)]);
    expect(rows[1]).toMatchObject({ start: 99.5, width: 0.5 });
  });

  it("copes with nothing and with a single instant", () => {
    expect(bars([])).toEqual({ rows: [], totalMs: 0 });
    expect(bars([fact("request", 0, 0)]).rows[0]).toMatchObject({ start: 0, width: 0.5 });
  });
});
