import { compareHops } from "@/lib/core/hop";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { missingAttempt, type Proof, proofAgainst, proofsIn } from "./proof";

/**
 * Decides what each finding is to the verdict: the cause, a symptom (`explainedBy`), or contradicted by something that
 * was observed. A failure that is contradicted is only advice, and what was undecided no longer matters.
 *
 * @param findings one per settled check, in any order: as their facts came in
 * @param checks the registry
 * @returns the findings in the registry's order
 */
export function attribute(
  findings: readonly Finding[],
  checks: readonly Check[],
  facts: FactSnapshot,
): readonly Finding[] {
  const proofs = proofsIn(facts);
  const settled = new Map(findings.map((finding) => [finding.check, finding]));
  const ordered = checks.flatMap(({ meta }) => settled.get(meta.id) ?? []);
  const weighed = ordered.map((finding) => hedged(untried(weighedAgainst(finding, proofs), facts), facts));
  const failing = new Set(weighed.filter(isBlocking).map(({ check }) => check));
  const dependencies = new Map(checks.map(({ meta }) => [meta.id, meta.dependsOn]));

  return weighed.map((finding) => {
    if (!isBlocking(finding)) return finding;
    const explainedBy = dependencies.get(finding.check)?.find((id) => failing.has(id)) ?? null;
    return { ...finding, explainedBy };
  });
}

/** The one finding that the verdict is about: the first broken hop's cause that nothing else explains. */
export function primaryCause(attributed: readonly Finding[], checks: readonly Check[]): Finding | undefined {
  const rank = new Map(checks.map(({ meta }, index) => [meta.id, index]));
  const byPath = (left: Finding, right: Finding) =>
    compareHops(left.hop, right.hop) || (rank.get(left.check) ?? 0) - (rank.get(right.check) ?? 0);
  return attributed.filter((finding) => isBlocking(finding) && finding.explainedBy === null).sort(byPath)[0];
}

function isBlocking({ status, severity }: Finding): boolean {
  return status === "fail" && severity === "blocking";
}

function weighedAgainst(finding: Finding, proofs: readonly Proof[]): Finding {
  if (!isBlocking(finding) && finding.status !== "unknown") return finding;
  const proof = proofAgainst(finding, proofs);
  if (!proof || (finding.status === "unknown" && !proof.settles)) return finding;
  const summary = `${finding.summary} Yet ${proof.words}.`;
  if (finding.status === "unknown") return { ...finding, status: "not-applicable", summary, missing: [] };
  const advice = { ...finding, severity: "advisory", summary } as const;
  // What would mend it is not offered where it is not broken.
  return proof.refutes ? { ...advice, certainty: "likely", remedies: [] } : advice;
}

function untried(finding: Finding, facts: FactSnapshot): Finding {
  const missing = isBlocking(finding) ? missingAttempt(finding, facts) : undefined;
  if (!missing) return finding;
  const summary = `${finding.summary} Whether it holds for this server's connections could not be tried.`;
  return { ...finding, status: "unknown", summary, missing: [missing], remedies: [] };
}

/** A machine in Google Cloud was once seen getting in unlisted (terraform-google-kubernetes-engine#2554). */
function hedged(finding: Finding, { googleRange }: FactSnapshot): Finding {
  const inGoogleCloud = googleRange?.state === "known" && googleRange.value.member;
  const byList = finding.hop === "authorized-networks" && isBlocking(finding) && !finding.bases.includes("error-text");
  return inGoogleCloud && byList ? { ...finding, certainty: "likely" } : finding;
}
