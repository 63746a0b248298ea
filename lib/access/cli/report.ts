import { type Decision, decide, formatPolicyProblem, loadPolicy, type Policy } from "../policy";
import { sampleClusters, samples } from "./samples";

/** What `policy:check` prints about a policy, and whether the policy can be used. */
export function reportOn(text: string, file: string): { readonly usable: boolean; readonly lines: readonly string[] } {
  const policy = loadPolicy(text, { file });
  if (policy.kind === "errors") {
    const count = policy.errors.length === 1 ? "1 error" : `${policy.errors.length} errors`;
    const lines = policy.errors.map((error) => formatPolicyProblem(file, error));
    return { usable: false, lines: [...lines, "", `${file} cannot be used: ${count}.`] };
  }
  const warnings = policy.warnings.map((warning) => `${formatPolicyProblem(file, warning)} (warning)`);
  const rules = policy.rules.length === 1 ? "1 rule" : `${policy.rules.length} rules`;
  return { usable: true, lines: [...warnings, `${file} is valid: ${rules}. Who may do what:`, "", ...table(policy)] };
}

function table(policy: Policy): readonly string[] {
  const rows = samples.map(({ who, what, on }) => [
    who,
    what,
    ...sampleClusters.map(({ cluster }) => inWords(decide(policy, on(cluster)))),
  ]);
  const all = [["who", "what", ...sampleClusters.map(({ title }) => title)], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...body.map(line)];
}

function inWords(decision: Decision): string {
  if (decision.kind === "allow") return decision.review ? "yes, reviewed afterwards" : "yes";
  if (decision.kind === "deny") return `no: ${decision.rules.map(({ id }) => id).join(", ")}`;
  return decision.approvals === 1 ? "with 1 approval" : `with ${decision.approvals} approvals`;
}
