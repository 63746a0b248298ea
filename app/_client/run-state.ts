import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { NamedFact, Problem, StreamLine } from "./wire";

/** One diagnosis as far as it has arrived. */
export type Run = {
  readonly status: "idle" | "running" | "done" | "cancelled" | "failed";
  readonly id: string | null;
  /** In order of arrival. */
  readonly facts: readonly NamedFact[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict | null;
  /** The verdict may still sharpen. */
  readonly provisional: boolean;
  readonly problem: Problem | null;
};

export const idleRun: Run = {
  status: "idle",
  id: null,
  facts: [],
  findings: [],
  verdict: null,
  provisional: false,
  problem: null,
};

export const startedRun: Run = { ...idleRun, status: "running" };

/** The run after these lines. A finding or fact that came before is replaced where it stands. */
export function receive(run: Run, lines: readonly StreamLine[]): Run {
  return lines.reduce(receiveOne, run);
}

/** The run when the stream has ended: without `done`, it broke off. */
export function closed(run: Run): Run {
  return run.status === "running" ? failed(run, brokenOff) : run;
}

export function failed(run: Run, problem: Problem): Run {
  return { ...run, status: "failed", problem };
}

export function cancelled(run: Run): Run {
  return run.status === "running" ? { ...run, status: "cancelled" } : run;
}

const brokenOff: Problem = {
  type: "about:blank",
  title: "The diagnosis broke off",
  status: 0,
  detail: "The connection to Drawbridge ended before the diagnosis did. What arrived is shown; run again for the rest.",
};

function receiveOne(run: Run, line: StreamLine): Run {
  switch (line.type) {
    case "started":
      return { ...run, id: line.id };
    case "fact":
      return { ...run, facts: put(run.facts, line.fact, ({ name }) => name) };
    case "finding":
      return { ...run, findings: put(run.findings, line.finding, ({ check }) => check) };
    case "verdict":
      return { ...run, verdict: line.verdict, provisional: line.provisional };
    case "done":
      return { ...run, id: line.id, status: "done", provisional: false };
    case "error":
      return failed(run, line.problem);
    default:
      return run;
  }
}

function put<Item>(items: readonly Item[], item: Item, key: (item: Item) => string): readonly Item[] {
  const at = items.findIndex((other) => key(other) === key(item));
  return at < 0 ? [...items, item] : items.with(at, item);
}
