import type { Basis } from "./basis";
import type { Fact } from "./fact";

/** The names of a vocabulary: `Values` maps each fact's name to its value. */
export type NameOf<Values> = keyof Values & string;

/** The facts that are there: known, unknown, or absent while they are being gathered. */
export type Snapshot<Values> = { readonly [Name in NameOf<Values>]?: Fact<Values[Name]> };

/** What each fact contributes to a finding; null for premises. Its keys are the facts in the order that reports show. */
export type BasisOf<Values> = Readonly<Record<NameOf<Values>, Basis | null>>;

/** A fact with its name, as a stream and a report carry it. */
export type NamedFact<Name extends string = string> = { readonly name: Name } & Fact<unknown>;

/** The facts in the order of `names`. */
export function namedFacts<Values>(
  facts: Snapshot<Values>,
  names: readonly NameOf<Values>[],
): readonly NamedFact<NameOf<Values>>[] {
  return names.flatMap((name): readonly NamedFact<NameOf<Values>>[] => {
    const fact: Fact<unknown> | undefined = facts[name];
    return fact ? [{ name, ...fact }] : [];
  });
}
