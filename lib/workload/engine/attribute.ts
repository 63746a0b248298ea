import { compareLinks, type Link } from "@/lib/workload/facts/links";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { Check } from "../checks/define-check";
import type { Finding } from "../checks/outcome";
import { seenIn, weighed } from "./evidence-against";
import { factValue } from "./facts-of";

/** Links that are Google's own in Composer 3, where nobody can look. */
const hiddenLinks: readonly Link[] = [
  "workload-pool",
  "metadata-server",
  "namespace",
  "service-account",
  "annotation",
  "binding",
  "token",
];

/**
 * Decides what each finding is to the verdict: the cause, a symptom (`explainedBy`), or contradicted by what was seen.
 *
 * @param findings one per settled check, in any order: as their facts came in
 * @returns the findings in the order of `checks`
 */
export function attribute(
  findings: readonly Finding[],
  checks: readonly Check[],
  facts: WorkloadSnapshot,
): readonly Finding[] {
  const seen = seenIn(facts);
  const isHidden = factValue(facts, "cluster")?.outcome === "tenant";
  const settled = new Map(findings.map((finding) => [finding.check, finding]));
  const ordered = checks.flatMap(({ meta }) => settled.get(meta.id) ?? []);
  const judged = ordered.map((finding) => weighed(isHidden ? unhidden(finding) : finding, seen));
  const failing = new Set(judged.filter(isBlocking).map(({ check }) => check));
  const undecided = new Set(judged.filter(({ status }) => status === "unknown").map(({ check }) => check));
  const dependencies = new Map(checks.map(({ meta }) => [meta.id, meta.dependsOn]));

  return judged.map((finding) => {
    if (!isBlocking(finding)) return finding;
    const causes = dependencies.get(finding.check) ?? [];
    const explainedBy = causes.find((id) => failing.has(id)) ?? null;
    // What could not be read may be what explains it.
    const certainty = causes.some((id) => undecided.has(id)) ? "likely" : finding.certainty;
    return { ...finding, explainedBy, certainty };
  });
}

/** The one finding that the verdict is about: the first broken link's cause that nothing else explains. */
export function primaryCause(attributed: readonly Finding[], checks: readonly Check[]): Finding | undefined {
  const rank = new Map(checks.map(({ meta }, index) => [meta.id, index]));
  const byChain = (left: Finding, right: Finding) =>
    compareLinks(left.hop, right.hop) || (rank.get(left.check) ?? 0) - (rank.get(right.check) ?? 0);
  return attributed.filter((finding) => isBlocking(finding) && finding.explainedBy === null).sort(byChain)[0];
}

export function isBlocking({ status, severity }: Finding): boolean {
  return status === "fail" && severity === "blocking";
}

/** What nobody can look into is nothing that Drawbridge failed to read. */
function unhidden(finding: Finding): Finding {
  if (finding.status !== "unknown" || !hiddenLinks.includes(finding.hop)) return finding;
  const summary = "Composer 3 keeps its cluster to itself: there is nothing to look at, and nothing to set up.";
  return { ...finding, status: "not-applicable", summary, missing: [] };
}
