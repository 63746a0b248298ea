import type { RemedyId } from "@/lib/core/remedy-id";
import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import type { PlanDraft, Refusal, Risk } from "./plan";
import type { RemedyParams } from "./remedy-ref";

type Needed<Names extends FactName> = { readonly [Name in Names]: FactValues[Name] };

export type Remedy<Id extends RemedyId = RemedyId> = {
  readonly id: Id;
  readonly risk: Risk;
  readonly needs: readonly FactName[];
  /** The plan for these facts, or why there is none. */
  readonly propose: (snapshot: FactSnapshot, params: RemedyParams[Id]) => PlanDraft | Refusal;
};

/** Turns a pure function over known facts into a remedy that refuses, by name, when a fact is missing. */
export function defineRemedy<Id extends RemedyId, const Needs extends FactName>(definition: {
  readonly id: Id;
  readonly risk: Risk;
  readonly needs: readonly Needs[];
  readonly plan: (facts: Needed<Needs>, params: RemedyParams[Id]) => Omit<PlanDraft, "risk"> | Refusal;
}): Remedy<Id> {
  const { id, risk, needs, plan } = definition;
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
      const draft = plan(Object.fromEntries(entries) as Needed<Needs>, params);
      return "refused" in draft ? draft : { ...draft, risk };
    },
  };
}
