import { hops } from "@/lib/core/hop";
import type { Finding } from "@/lib/engine/outcome";

/** Findings by what they mean to the reader, each in path order. */
export type FindingGroups<One extends Finding = Finding> = {
  /** Failing, and not explained by something else; the cause first. */
  readonly failed: readonly One[];
  /** True and worth fixing, but not what keeps this person out. */
  readonly advice: readonly One[];
  readonly unknown: readonly One[];
  readonly symptoms: readonly One[];
  readonly passed: readonly One[];
  readonly notApplicable: readonly One[];
};

/** `order`: of the hops on the path. */
export function groupFindings<One extends Finding>(
  findings: readonly One[],
  cause: string | null,
  order: readonly string[] = hops,
): FindingGroups<One> {
  const ordered = [...findings].sort(
    (left, right) =>
      Number(right.check === cause) - Number(left.check === cause) ||
      order.indexOf(left.hop) - order.indexOf(right.hop) ||
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
