import type { UnknownReason } from "./fact";
import type { NameOf, Snapshot } from "./snapshot";

/** What came of looking: the value, or why it could not be observed. */
export type Gathered<Value> = { readonly known: Value } | { readonly unknown: UnknownReason; readonly detail: string };

/** How a fact will be had, given what is there: `undefined` while a fact it builds on is missing. */
export type Preparation<Value> =
  | Gathered<Value>
  | { readonly gather: (signal: AbortSignal) => Promise<Gathered<Value>> }
  | undefined;

/** One fact and how it is observed. The only part of a diagnosis that does I/O, and it reads only. */
export type Gatherer<Values, Name extends NameOf<Values> = NameOf<Values>> = {
  readonly fact: Name;
  /** The API or method that answers, as evidence shows it. */
  readonly source: string;
  /** Milliseconds after which the fact is unknown because it timed out. */
  readonly deadlineMs: number;
  /** Asked again after every new fact, until it answers. Must not do I/O itself. */
  readonly prepare: (snapshot: Snapshot<Values>) => Preparation<Values[Name]>;
};
