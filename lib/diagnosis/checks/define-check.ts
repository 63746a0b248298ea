import type { Hop } from "@/lib/core/hop";
import type { Fact } from "@/lib/diagnosis/facts/fact";
import { type Basis, type FactName, type FactSnapshot, type FactValues, factBasis } from "@/lib/diagnosis/facts/schema";
import type { CheckOutcome, Evidence, Finding, Missing } from "./outcome";

export type CheckMeta = {
  /** Kebab-case; the root cause that the check finds, the file's name, and the name of its world. */
  readonly id: string;
  readonly hop: Hop;
  /** True of the cluster and the person when the check passes. */
  readonly title: string;
  /** The opposite statement. */
  readonly failureTitle: string;
  /** Why it keeps a person out. How to fix it belongs to the remedy. */
  readonly why: string;
  readonly learnMoreUrl: string;
  /** Ids of checks whose failure explains this one's: then this one is a symptom. */
  readonly dependsOn: readonly string[];
};

/** Facts that must be known before the check runs. */
type Needed<Names extends FactName> = { readonly [Name in Names]: FactValues[Name] };
/** Facts that may matter: known, unknown, or `undefined` while they are still being gathered. */
type Wanted<Names extends FactName> = { readonly [Name in Names]: Fact<FactValues[Name]> | undefined };

export type Check = {
  readonly meta: CheckMeta;
  readonly needs: readonly FactName[];
  readonly wants: readonly FactName[];
  /** The finding, or undefined while a fact that matters is still being gathered. */
  readonly evaluate: (snapshot: FactSnapshot) => Finding | undefined;
};

/**
 * Turns a pure function over known facts into a check that also copes with missing ones.
 * `run` receives the needed facts' values and the wanted facts as they are, and nothing else.
 */
export function defineCheck<const Needs extends FactName, const Wants extends FactName = never>(definition: {
  readonly meta: CheckMeta;
  readonly needs: readonly Needs[];
  readonly wants?: readonly Wants[];
  readonly run: (needed: Needed<Needs>, wanted: Wanted<Wants>) => CheckOutcome;
}): Check {
  const { meta, needs, run } = definition;
  const wants: readonly Wants[] = definition.wants ?? [];

  return {
    meta,
    needs,
    wants,
    evaluate(snapshot) {
      if (needs.some((name) => snapshot[name] === undefined)) return undefined;
      const missing = missingFacts(snapshot, needs);
      if (missing.length > 0) {
        return toFinding(meta, { status: "unknown", summary: summaryOfMissing(missing), missing });
      }
      const wanted = wantedFacts(snapshot, wants);
      const outcome = run(neededFacts(snapshot, needs), wanted);
      return outcome.status === "waiting" ? undefined : toFinding(meta, outcome);
    },
  };
}

function toFinding(meta: CheckMeta, outcome: Exclude<CheckOutcome, { status: "waiting" }>): Finding {
  const evidence = "evidence" in outcome ? outcome.evidence : [];
  const failed = outcome.status === "fail";
  return {
    check: meta.id,
    hop: meta.hop,
    status: outcome.status,
    title: failed ? (outcome.title ?? meta.failureTitle) : meta.title,
    summary: outcome.summary,
    why: meta.why,
    learnMoreUrl: meta.learnMoreUrl,
    severity: failed ? (outcome.severity ?? "blocking") : "blocking",
    certainty: failed ? (outcome.certainty ?? "certain") : "certain",
    bases: basesOf(evidence),
    evidence,
    missing: outcome.status === "unknown" ? outcome.missing : [],
    remedies: failed ? outcome.remedies : [],
    explainedBy: null,
  };
}

function basesOf(evidence: readonly Evidence[]): readonly Basis[] {
  const bases = evidence.flatMap(({ fact }) => factBasis[fact] ?? []);
  return [...new Set(bases)];
}

function missingFacts(snapshot: FactSnapshot, names: readonly FactName[]): readonly Missing[] {
  return names.flatMap((name) => {
    const fact = snapshot[name];
    return fact?.state === "unknown" ? [{ fact: name, reason: fact.reason, detail: fact.detail }] : [];
  });
}

function summaryOfMissing(missing: readonly Missing[]): string {
  const details = [...new Set(missing.map(({ detail }) => detail))].join("; ");
  return `Could not be decided: ${details}${/[.!?]$/.test(details) ? "" : "."}`;
}

/** Call only when every named fact is known; that is what makes the cast safe. */
function neededFacts<Names extends FactName>(snapshot: FactSnapshot, names: readonly Names[]): Needed<Names> {
  const entries = names.map((name) => {
    const fact: Fact<unknown> | undefined = snapshot[name];
    return [name, fact?.state === "known" ? fact.value : undefined] as const;
  });
  return Object.fromEntries(entries) as Needed<Names>;
}

function wantedFacts<Names extends FactName>(snapshot: FactSnapshot, names: readonly Names[]): Wanted<Names> {
  const entries = names.map((name): [string, unknown] => [name, snapshot[name]]);
  return Object.fromEntries(entries) as Wanted<Names>;
}
