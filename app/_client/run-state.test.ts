import { describe, expect, it } from "vitest";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import { cancelled, closed, failed, idleRun, receive, startedRun } from "./run-state";
import type { NamedFact, Problem } from "./wire";

const provenance = { source: "test", observedAt: "2026-11-23T02:14:05Z", durationMs: 1 };
const fact = (name: "dns" | "tcp", value: string): NamedFact => ({ name, state: "known", value, provenance });
const finding = (check: string, status: Finding["status"]) => ({ check, status }) as Finding;
const verdict = (headline: string) => ({ headline }) as Verdict;
const problem: Problem = { type: "/problems/store", title: "The store did not answer", status: 503, detail: "…" };

describe("a run", () => {
  it("collects what arrives, in order", () => {
    const run = receive(startedRun, [
      { type: "started", id: "abc" },
      { type: "fact", fact: fact("dns", "resolved") },
      { type: "finding", finding: finding("a", "pass") },
      { type: "verdict", verdict: verdict("so far"), provisional: true },
    ]);
    expect(run).toMatchObject({ status: "running", id: "abc", provisional: true, verdict: { headline: "so far" } });
    expect(receive(run, [{ type: "done", id: "abc" }])).toMatchObject({ status: "done", provisional: false });
  });

  it("replaces a finding and a fact that come again, where they stand", () => {
    const run = receive(startedRun, [
      { type: "finding", finding: finding("a", "fail") },
      { type: "finding", finding: finding("b", "pass") },
      { type: "finding", finding: finding("a", "unknown") },
      { type: "fact", fact: fact("tcp", "old") },
      { type: "fact", fact: fact("tcp", "new") },
    ]);
    expect(run.findings.map(({ check, status }) => [check, status])).toEqual([
      ["a", "unknown"],
      ["b", "pass"],
    ]);
    expect(run.facts).toEqual([fact("tcp", "new")]);
  });

  it("ignores lines of a kind that this version does not know", () => {
    expect(receive(startedRun, [{ type: "weather" } as never])).toEqual(startedRun);
  });

  it("has failed when the stream ends before it is done, and keeps what arrived", () => {
    const run = receive(startedRun, [{ type: "verdict", verdict: verdict("so far"), provisional: true }]);
    expect(closed(run)).toMatchObject({ status: "failed", verdict: { headline: "so far" } });
    expect(closed(run).problem?.detail).toContain("run again");
  });

  it.each([
    ["done", receive(startedRun, [{ type: "done", id: "abc" }])],
    ["failed", receive(startedRun, [{ type: "error", problem }])],
    ["cancelled", cancelled(startedRun)],
    ["idle", idleRun],
  ] as const)("stays %s when the stream ends or is cancelled afterwards", (status, run) => {
    expect(closed(run).status).toBe(status);
    expect(cancelled(run).status).toBe(status);
  });

  it("says the server's own problem", () => {
    expect(failed(startedRun, problem)).toMatchObject({ status: "failed", problem });
  });
});
