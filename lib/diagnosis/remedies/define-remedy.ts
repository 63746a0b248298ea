import type { RemedyId } from "@/lib/core/remedy-id";
import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import type { PlanDraft, Refusal, Risk } from "./plan";
import type { RemedyParams } from "./remedy-ref";

type Needed<Names extends FactName> = { readonly [Name in Names]: FactValues[Name] };
/** Facts that make the plan better: undefined while they are unknown or not there. */
type Wanted<Names extends FactName> = { readonly [Name in Names]: FactValues[Name] | undefined };

export type Remedy<Id extends RemedyId = RemedyId> = {
  readonly id: Id;
  readonly risk: Risk;
  readonly needs: readonly FactName[];
  /** The plan for these facts, or why there is none. */
  readonly propose: (snapshot: FactSnapshot, params: RemedyParams[Id]) => PlanDraft | Refusal;
};

/** Turns a pure function over known facts into a remedy that refuses, by name, when a fact is missing. */
export function defineRemedy<
  Id extends RemedyId,
  const Needs extends FactName,
  const Wants extends FactName = never,
>(definition: {
  readonly id: Id;
  readonly risk: Risk;
  readonly needs: readonly Needs[];
  readonly wants?: readonly Wants[];
  readonly plan: (
    facts: Needed<Needs>,
    params: RemedyParams[Id],
    wanted: Wanted<Wants>,
  ) => Omit<PlanDraft, "risk"> | Refusal;
}): Remedy<Id> {
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
        Object.fromEntries(entries) as Needed<Needs>,
        params,
        Object.fromEntries(wanted) as Wanted<Wants>,
      );
      return "refused" in draft ? draft : { ...draft, risk };
    },
  };
}
