import type * as engine from "@/lib/engine/define-gatherer";
import type { WorkloadFactName, WorkloadFactValues, WorkloadSnapshot } from "@/lib/workload/facts/schema";

export type Gathered<Name extends WorkloadFactName> = engine.Gathered<WorkloadFactValues[Name]>;
export type Preparation<Name extends WorkloadFactName> = engine.Preparation<WorkloadFactValues[Name]>;
export type Gatherer<Name extends WorkloadFactName = WorkloadFactName> = engine.Gatherer<WorkloadFactValues, Name>;

/** Keeps the fact's name and its value's type together. */
export function defineGatherer<const Name extends WorkloadFactName>(gatherer: Gatherer<Name>): Gatherer<Name> {
  return gatherer;
}

/** The preparation of a fact that builds on others: waits for them, and is unknown when one of them is. */
export function buildingOn<const On extends WorkloadFactName, Name extends WorkloadFactName>(
  snapshot: WorkloadSnapshot,
  on: readonly On[],
  prepare: (values: { readonly [Key in On]: WorkloadFactValues[Key] }) => Preparation<Name>,
): Preparation<Name> {
  const values: [string, unknown][] = [];
  for (const name of on) {
    const fact = snapshot[name];
    if (fact === undefined) return undefined;
    if (fact.state === "unknown") return { unknown: "needs-another-fact", detail: fact.detail };
    values.push([name, fact.value]);
  }
  return prepare(Object.fromEntries(values) as { readonly [Key in On]: WorkloadFactValues[Key] });
}
