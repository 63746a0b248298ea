import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { NamedFact } from "@/lib/diagnosis/engine/event";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { EndpointKind, FactSnapshot, Vantage } from "@/lib/diagnosis/facts/schema";

/** One finished diagnosis, as it is kept and shared. It never changes. */
export type Report = {
  readonly id: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Of this shape. */
  readonly version: 1;
  readonly request: {
    readonly cluster: string;
    readonly vantage: Vantage;
    readonly endpoint: EndpointKind | null;
    readonly hasKubeconfig: boolean;
    readonly hasErrorText: boolean;
  };
  readonly facts: readonly NamedFact[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  readonly durationMs: number;
};

/** A line of the history. */
export type ReportSummary = {
  readonly id: string;
  readonly createdAt: string;
  readonly cluster: string;
  readonly verdict: string;
  readonly cause: string | null;
  readonly hop: string | null;
  readonly headline: string;
  readonly vantageKind: string;
  readonly durationMs: number;
};

/** The report's facts by name, to judge or plan with again. */
export function snapshotOf({ facts }: Pick<Report, "facts">): FactSnapshot {
  return Object.fromEntries(facts.map(({ name, ...fact }) => [name, fact])) as FactSnapshot;
}
