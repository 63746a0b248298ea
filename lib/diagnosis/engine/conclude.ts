import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { type FactSnapshot, factNames } from "@/lib/diagnosis/facts/schema";
import type { Conclusion, NamedFact } from "./event";
import { judge } from "./judge";

/**
 * The whole report that a complete set of facts gives: pure, so that stored facts can be judged again.
 *
 * @throws Error when a check still waits although every fact is there, or none can be judged: a defect of that check
 */
export function conclude(facts: FactSnapshot, checks: readonly Check[]): Conclusion {
  const findings = checks.map((check): Finding => {
    const finding = evaluate(check, facts);
    if (!finding) throw new Error(`The check ${check.meta.id} waits for a fact that will not come.`);
    return finding;
  });
  const judgement = judge(findings, checks, facts);
  if (!judgement.verdict) throw new Error("The checks are settled and yet there is no verdict.");
  return { facts: namedFacts(facts), findings: judgement.findings, verdict: judgement.verdict };
}

/** The check's finding; a check that throws is our own defect and reads as unknown, never as a failure of the cluster. */
export function evaluate(check: Check, facts: FactSnapshot): Finding | undefined {
  try {
    return check.evaluate(facts);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      check: check.meta.id,
      hop: check.meta.hop,
      status: "unknown",
      title: check.meta.title,
      summary: `This check failed inside Drawbridge: ${detail}`,
      why: check.meta.why,
      learnMoreUrl: check.meta.learnMoreUrl,
      severity: "blocking",
      certainty: "certain",
      bases: [],
      evidence: [],
      missing: [],
      remedies: [],
      explainedBy: null,
    };
  }
}

/** The facts in the schema's order. */
export function namedFacts(facts: FactSnapshot): readonly NamedFact[] {
  return factNames.flatMap((name) => {
    const fact = facts[name];
    return fact ? [{ name, ...fact }] : [];
  });
}
