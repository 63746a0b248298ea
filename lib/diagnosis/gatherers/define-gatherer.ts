import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import type * as engine from "@/lib/engine/define-gatherer";

export type Gathered<Name extends FactName> = engine.Gathered<FactValues[Name]>;
export type Preparation<Name extends FactName> = engine.Preparation<FactValues[Name]>;
export type Gatherer<Name extends FactName = FactName> = engine.Gatherer<FactValues, Name>;

/** Keeps the fact's name and its value's type together. */
export function defineGatherer<const Name extends FactName>(gatherer: Gatherer<Name>): Gatherer<Name> {
  return gatherer;
}

/** The preparation of a fact that builds on another: waits for it, and is unknown when that one is. */
export function building<On extends FactName, Name extends FactName>(
  snapshot: FactSnapshot,
  on: On,
  prepare: (value: FactValues[On]) => Preparation<Name>,
): Preparation<Name> {
  const fact = snapshot[on];
  if (fact === undefined) return undefined;
  if (fact.state === "unknown") return { unknown: "needs-another-fact", detail: fact.detail };
  return prepare(fact.value);
}
