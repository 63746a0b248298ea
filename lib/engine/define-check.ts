import type { Basis } from "./basis";
import type { Fact } from "./fact";
import type { CheckOutcome, Evidence, Finding, Missing } from "./outcome";
import type { BasisOf, NameOf, Snapshot } from "./snapshot";

export type CheckMeta<Hop extends string> = {
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
type Needed<Values, Names extends NameOf<Values>> = { readonly [Name in Names]: Values[Name] };
/** Facts that may matter: known, unknown, or `undefined` while they are still being gathered. */
type Wanted<Values, Names extends NameOf<Values>> = { readonly [Name in Names]: Fact<Values[Name]> | undefined };

export type Check<Values, Hop extends string, Remedy> = {
  readonly meta: CheckMeta<Hop>;
  readonly needs: readonly NameOf<Values>[];
  readonly wants: readonly NameOf<Values>[];
  /** The finding, or undefined while a fact that matters is still being gathered. */
  readonly evaluate: (snapshot: Snapshot<Values>) => Finding<NameOf<Values>, Hop, Remedy> | undefined;
};

/**
 * Binds `defineCheck` to one vocabulary of facts. `defineCheck` turns a pure function over known facts into a check that
 * also copes with missing ones: `run` receives the needed facts' values and the wanted facts as they are, and nothing else.
 */
export function checkDefiner<Values, Hop extends string, Remedy>(basis: BasisOf<Values>) {
  type Name = NameOf<Values>;

  return function defineCheck<const Needs extends Name, const Wants extends Name = never>(definition: {
    readonly meta: CheckMeta<Hop>;
    readonly needs: readonly Needs[];
    readonly wants?: readonly Wants[];
    readonly run: (needed: Needed<Values, Needs>, wanted: Wanted<Values, Wants>) => CheckOutcome<Name, Remedy>;
  }): Check<Values, Hop, Remedy> {
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
          const outcome = { status: "unknown", summary: summaryOfMissing(missing), missing } as const;
          return toFinding<Name, Hop, Remedy>(meta, outcome, basis);
        }
        const outcome = run(neededFacts(snapshot, needs), wantedFacts(snapshot, wants));
        return outcome.status === "waiting" ? undefined : toFinding(meta, outcome, basis);
      },
    };
  };
}

/** The check's finding; a check that throws is our own defect and reads as unknown, never as a failure of the cluster. */
export function evaluate<Values, Hop extends string, Remedy>(
  check: Check<Values, Hop, Remedy>,
  facts: Snapshot<Values>,
): Finding<NameOf<Values>, Hop, Remedy> | undefined {
  try {
    return check.evaluate(facts);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const summary = `This check failed inside Drawbridge: ${detail}`;
    return toFinding(check.meta, { status: "unknown", summary, missing: [] }, {});
  }
}

function toFinding<Name extends string, Hop extends string, Remedy>(
  meta: CheckMeta<Hop>,
  outcome: Exclude<CheckOutcome<Name, Remedy>, { status: "waiting" }>,
  basis: Readonly<Partial<Record<Name, Basis | null>>>,
): Finding<Name, Hop, Remedy> {
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
    bases: basesOf(evidence, basis),
    evidence,
    missing: outcome.status === "unknown" ? outcome.missing : [],
    remedies: failed ? outcome.remedies : [],
    explainedBy: null,
  };
}

function basesOf<Name extends string>(
  evidence: readonly Evidence<Name>[],
  basis: Readonly<Partial<Record<Name, Basis | null>>>,
): readonly Basis[] {
  const bases = evidence.flatMap(({ fact }) => basis[fact] ?? []);
  return [...new Set<Basis>(bases)];
}

function missingFacts<Values, Name extends NameOf<Values>>(
  snapshot: Snapshot<Values>,
  names: readonly Name[],
): readonly Missing<Name>[] {
  return names.flatMap((name) => {
    const fact: Fact<unknown> | undefined = snapshot[name];
    return fact?.state === "unknown" ? [{ fact: name, reason: fact.reason, detail: fact.detail }] : [];
  });
}

function summaryOfMissing(missing: readonly Missing[]): string {
  const details = [...new Set(missing.map(({ detail }) => detail))].join("; ");
  return `Could not be decided: ${details}${/[.!?]$/.test(details) ? "" : "."}`;
}

/** Call only when every named fact is known; that is what makes the cast safe. */
function neededFacts<Values, Names extends NameOf<Values>>(
  snapshot: Snapshot<Values>,
  names: readonly Names[],
): Needed<Values, Names> {
  const entries = names.map((name) => {
    const fact: Fact<unknown> | undefined = snapshot[name];
    return [name, fact?.state === "known" ? fact.value : undefined] as const;
  });
  return Object.fromEntries(entries) as Needed<Values, Names>;
}

function wantedFacts<Values, Names extends NameOf<Values>>(
  snapshot: Snapshot<Values>,
  names: readonly Names[],
): Wanted<Values, Names> {
  const entries = names.map((name): [string, unknown] => [name, snapshot[name]]);
  return Object.fromEntries(entries) as Wanted<Values, Names>;
}
