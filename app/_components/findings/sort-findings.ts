import { compareHops } from "@/lib/core/hop";
import type { Finding } from "@/lib/diagnosis/checks/outcome";

/** Findings by what they mean to the reader, each in path order. */
export type FindingGroups = {
  /** Failing, and not explained by something else; the cause first. */
  readonly failed: readonly Finding[];
  /** True and worth fixing, but not what keeps this person out. */
  readonly advice: readonly Finding[];
  readonly unknown: readonly Finding[];
  readonly symptoms: readonly Finding[];
  readonly passed: readonly Finding[];
  readonly notApplicable: readonly Finding[];
};

export function groupFindings(findings: readonly Finding[], cause: string | null): FindingGroups {
  const ordered = [...findings].sort(
    (left, right) =>
      Number(right.check === cause) - Number(left.check === cause) ||
      compareHops(left.hop, right.hop) ||
      left.check.localeCompare(right.check),
  );
  const failing = ordered.filter(({ status }) => status === "fail");
  return {
    failed: failing.filter(({ explainedBy, severity }) => explainedBy === null && severity === "blocking"),
    advice: failing.filter(({ explainedBy, severity }) => explainedBy === null && severity === "advisory"),
    unknown: ordered.filter(({ status }) => status === "unknown"),
    symptoms: failing.filter(({ explainedBy }) => explainedBy !== null),
    passed: ordered.filter(({ status }) => status === "pass"),
    notApplicable: ordered.filter(({ status }) => status === "not-applicable"),
  };
}
