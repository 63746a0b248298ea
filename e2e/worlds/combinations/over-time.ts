import { checks } from "@/lib/diagnosis/checks";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { conclude } from "@/lib/diagnosis/engine/conclude";
import { judge } from "@/lib/diagnosis/engine/judge";
import type { FactName, FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { evaluate } from "@/lib/engine/define-check";
import type { Case } from "./case";
import { factsOf } from "./facts-of";
import type { Violation } from "./invariants";

/**
 * What breaks when one more fact cannot be observed: an answer may become unknown or stay, and nothing else.
 * A cause may give way to another. One exception: that the control plane itself is not ready is seen from this server for
 * everybody, and without that look the configuration alone speaks.
 */
export function violationsWithout(situation: Case, name: FactName): readonly Violation[] {
  const before = conclude(factsOf(situation), checks).verdict;
  const after = conclude(factsOf({ ...situation, unknown: [...situation.unknown, name] }), checks).verdict;
  if (after.state === before.state || after.state === "unknown" || before.state === "unknown") return [];
  if (before.cause === "control-plane-unready" && situation.start.kind !== "server") return [];
  return [
    {
      rule: "h: a missing fact never turns the answer",
      detail: `${name}: ${before.state} → ${after.state} ${after.cause ?? before.cause}`,
    },
  ];
}

/** What breaks when the facts arrive in this order, judged after each as a running diagnosis does. */
export function violationsInOrder(facts: FactSnapshot, order: readonly FactName[]): readonly Violation[] {
  const { request, kubeconfig, errorText } = facts;
  const seen: Record<string, unknown> = { request, kubeconfig, errorText };
  const findings = new Map<string, Finding>();
  const states: string[] = [];
  const violations: Violation[] = [];

  const settle = () => {
    for (const check of checks) {
      if (findings.has(check.meta.id)) continue;
      const finding = evaluate(check, seen as FactSnapshot);
      if (finding) findings.set(check.meta.id, finding);
    }
    return judge([...findings.values()], checks, seen as FactSnapshot);
  };

  let judgement = settle();
  for (const name of order) {
    if (judgement.verdict) states.push(judgement.verdict.state);
    seen[name] = facts[name];
    judgement = settle();
  }
  const final = conclude(facts, checks);
  const last = judgement.verdict;
  if (last) states.push(last.state);
  const turned = states.findIndex((state, index) => index > 0 && state !== states[index - 1]);
  if (turned > 0) {
    violations.push({ rule: "i: no verdict is taken back", detail: `${states.join(" → ")} ${final.verdict.cause}` });
  }
  if (JSON.stringify(last) !== JSON.stringify(final.verdict)) {
    violations.push({ rule: "i: every order ends the same", detail: `${last?.cause} ${final.verdict.cause}` });
  }
  const byId = (list: readonly Finding[]) => JSON.stringify([...list].sort((a, b) => (a.check < b.check ? -1 : 1)));
  if (byId(judgement.findings) !== byId(final.findings)) {
    const other = judgement.findings.find(
      (finding) =>
        JSON.stringify(finding) !== JSON.stringify(final.findings.find(({ check }) => check === finding.check)),
    );
    violations.push({ rule: "i: every order gives the same findings", detail: other?.check ?? "" });
  }
  return violations;
}
