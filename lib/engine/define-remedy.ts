import type { PlanDraft, Refusal, Risk } from "./plan";
import type { NameOf, Snapshot } from "./snapshot";

type Needed<Values, Names extends NameOf<Values>> = { readonly [Name in Names]: Values[Name] };
/** Facts that make the plan better: undefined while they are unknown or not there. */
type Wanted<Values, Names extends NameOf<Values>> = { readonly [Name in Names]: Values[Name] | undefined };

export type Remedy<Values, Id extends string, Params> = {
  readonly id: Id;
  readonly risk: Risk;
  readonly needs: readonly NameOf<Values>[];
  /** The plan for these facts, or why there is none. */
  readonly propose: (snapshot: Snapshot<Values>, params: Params) => PlanDraft | Refusal;
};

/**
 * Binds `defineRemedy` to one vocabulary of facts and to the parameters that each remedy takes. `defineRemedy` turns a
 * pure function over known facts into a remedy that refuses, by name, when a fact is missing.
 */
export function remedyDefiner<Values, ParamsOf extends object>() {
  return function defineRemedy<
    Id extends keyof ParamsOf & string,
    const Needs extends NameOf<Values>,
    const Wants extends NameOf<Values> = never,
  >(definition: {
    readonly id: Id;
    readonly risk: Risk;
    readonly needs: readonly Needs[];
    readonly wants?: readonly Wants[];
    readonly plan: (
      facts: Needed<Values, Needs>,
      params: ParamsOf[Id],
      wanted: Wanted<Values, Wants>,
    ) => Omit<PlanDraft, "risk"> | Refusal;
  }): Remedy<Values, Id, ParamsOf[Id]> {
    const { id, risk, needs, plan } = definition;
    const wants: readonly Wants[] = definition.wants ?? [];
    return {
      id,
      risk,
      needs,
      propose(snapshot, params) {
        const entries: [string, unknown][] = [];
        for (const name of needs) {
          const fact = snapshot[name];
          if (fact?.state !== "known") {
            return { refused: `The plan needs a fact that is missing (${name}): ${fact?.detail ?? "not gathered"}.` };
          }
          entries.push([name, fact.value]);
        }
        const wanted = wants.map((name): [string, unknown] => {
          const fact = snapshot[name];
          return [name, fact?.state === "known" ? fact.value : undefined];
        });
        const draft = plan(
          Object.fromEntries(entries) as Needed<Values, Needs>,
          params,
          Object.fromEntries(wanted) as Wanted<Values, Wants>,
        );
        return "refused" in draft ? draft : { ...draft, risk };
      },
    };
  };
}
