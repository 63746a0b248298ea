import type * as path from "@/lib/diagnosis/checks/outcome";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { FactName } from "@/lib/diagnosis/facts/schema";
import type { DiagnosisEvent } from "@/lib/engine/event";
import type { NamedFact } from "@/lib/engine/snapshot";
import type { Problem } from "./wire";

/** What a check's finding needs, to be put in its place. */
type Checked = { readonly check: string };

/** One diagnosis as far as it has arrived, in its own vocabulary. */
export type RunOf<Name extends string, Finding extends Checked, Verdict> = {
  readonly status: "idle" | "running" | "done" | "cancelled" | "failed";
  readonly id: string | null;
  /** In order of arrival. */
  readonly facts: readonly NamedFact<Name>[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict | null;
  /** The verdict may still sharpen. */
  readonly provisional: boolean;
  readonly problem: Problem | null;
};

/** Of the path to a control plane. */
export type Run = RunOf<FactName, path.Finding, Verdict>;

/** One line of a diagnosis as it streams. */
export type LineOf<Name extends string, Finding extends Checked, Verdict> =
  | DiagnosisEvent<Name, Finding, Verdict>
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "done"; readonly id: string }
  | { readonly type: "error"; readonly problem: Problem };

export const idleRun: RunOf<never, never, never> = {
  status: "idle",
  id: null,
  facts: [],
  findings: [],
  verdict: null,
  provisional: false,
  problem: null,
};

export const startedRun: RunOf<never, never, never> = { ...idleRun, status: "running" };

/** The run after these lines. A finding or fact that came before is replaced where it stands. */
export function receive<Name extends string, Finding extends Checked, Verdict>(
  run: RunOf<Name, Finding, Verdict>,
  lines: readonly LineOf<Name, Finding, Verdict>[],
): RunOf<Name, Finding, Verdict> {
  return lines.reduce<RunOf<Name, Finding, Verdict>>(receiveOne, run);
}

/** The run when the stream has ended: without `done`, it broke off. */
export function closed<Name extends string, Finding extends Checked, Verdict>(
  run: RunOf<Name, Finding, Verdict>,
): RunOf<Name, Finding, Verdict> {
  return run.status === "running" ? failed(run, brokenOff) : run;
}

export function failed<Name extends string, Finding extends Checked, Verdict>(
  run: RunOf<Name, Finding, Verdict>,
  problem: Problem,
): RunOf<Name, Finding, Verdict> {
  return { ...run, status: "failed", problem };
}

export function cancelled<Name extends string, Finding extends Checked, Verdict>(
  run: RunOf<Name, Finding, Verdict>,
): RunOf<Name, Finding, Verdict> {
  return run.status === "running" ? { ...run, status: "cancelled" } : run;
}

const brokenOff: Problem = {
  type: "about:blank",
  title: "The diagnosis broke off",
  status: 0,
  detail: "The connection to Drawbridge ended before the diagnosis did. What arrived is shown; run again for the rest.",
};

function receiveOne<Name extends string, Finding extends Checked, Verdict>(
  run: RunOf<Name, Finding, Verdict>,
  line: LineOf<Name, Finding, Verdict>,
): RunOf<Name, Finding, Verdict> {
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
