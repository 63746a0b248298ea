import { count } from "@/app/_client/format";
import type { FindingView, LintAnswer } from "@/lib/services/schema/workload-tools";

type Level = FindingView["level"];

/** Worst first. */
export const levels: readonly Level[] = ["error", "warning", "hint"];

/** `1 error, 2 warnings in 1 operator`. */
export function countWords({ findings, operators }: Pick<LintAnswer, "findings" | "operators">): string {
  const amounts = levels.flatMap((level) => {
    const amount = findings.filter((finding) => finding.level === level).length;
    return amount === 0 ? [] : [count(amount, level)];
  });
  return `${amounts.join(", ") || "Nothing found"} in ${count(operators, "operator")}`;
}

/** The worst level of each line that has something. */
export function markedLines(findings: readonly FindingView[]): ReadonlyMap<number, Level> {
  const marked = new Map<number, Level>();
  for (const level of levels.toReversed()) {
    for (const finding of findings) if (finding.level === level) marked.set(finding.line, level);
  }
  return marked;
}
