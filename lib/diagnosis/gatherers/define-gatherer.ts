import type { UnknownReason } from "@/lib/diagnosis/facts/fact";
import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";

/** What came of looking: the value, or why it could not be observed. */
export type Gathered<Name extends FactName> =
  | { readonly known: FactValues[Name] }
  | { readonly unknown: UnknownReason; readonly detail: string };

/** How a fact will be had, given what is there: `undefined` while a fact it builds on is missing. */
export type Preparation<Name extends FactName> =
  | Gathered<Name>
  | { readonly gather: (signal: AbortSignal) => Promise<Gathered<Name>> }
  | undefined;

/** One fact and how it is observed. The only part of a diagnosis that does I/O, and it reads only. */
export type Gatherer<Name extends FactName = FactName> = {
  readonly fact: Name;
  /** The API or method that answers, as evidence shows it. */
  readonly source: string;
  /** Milliseconds after which the fact is unknown because it timed out. */
  readonly deadlineMs: number;
  /** Asked again after every new fact, until it answers. Must not do I/O itself. */
  readonly prepare: (snapshot: FactSnapshot) => Preparation<Name>;
};

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
