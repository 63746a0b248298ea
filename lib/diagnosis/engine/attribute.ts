import { compareHops, type Hop } from "@/lib/core/hop";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";

/** Hops that an answer from the API server proves open. */
const provenByAnswer: readonly Hop[] = ["endpoint", "address", "authorized-networks", "tcp"];

/**
 * Decides what each failing finding is to the verdict: the cause, a symptom (`explainedBy`), or contradicted by
 * something that was observed and therefore only advice.
 *
 * @param findings one per settled check, in any order
 * @param checks the registry: its order breaks ties within a hop
 */
export function attribute(
  findings: readonly Finding[],
  checks: readonly Check[],
  facts: FactSnapshot,
): readonly Finding[] {
  const proof = proofOfAnswer(facts);
  const weighed = proof ? findings.map((finding) => contradicted(finding, proof)) : findings;
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

function proofOfAnswer(facts: FactSnapshot): string | undefined {
  const { errorText, request, tcp } = facts;
  if (errorText?.state === "known" && provesAnswer(errorText.value))
    return "your error text shows that the control plane answered";
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  if (fromServer && tcp?.state === "known" && tcp.value.outcome === "connected")
    return "a connection from this server succeeded";
  return undefined;
}

function contradicted(finding: Finding, proof: string): Finding {
  const observedItself = finding.bases.includes("observed") || finding.bases.includes("error-text");
  if (!isBlocking(finding) || observedItself || !provenByAnswer.includes(finding.hop)) return finding;
  return { ...finding, severity: "advisory", certainty: "likely", summary: `${finding.summary} Yet ${proof}.` };
}
