import type { PolicyAnswer } from "@/app/_client/wire";

const numbers = ["no", "one", "two", "three", "four", "five"];

/** `one approval`, `two approvals`. */
export function approvalsWords(amount: number): string {
  return `${numbers[amount] ?? amount} approval${amount === 1 ? "" : "s"}`;
}

/** The policy's answer as one sentence. */
export function policyWords({ decision, approvalsNeeded, rules, approvers }: PolicyAnswer): string {
  switch (decision) {
    case "allow":
      return rules.length > 0 ? `Allowed by: ${titles(rules)}.` : "Allowed.";
    case "needs-approval": {
      const who = approvers.length > 0 ? `: ${titles(approvers)}` : "";
      return `Needs ${approvalsWords(approvalsNeeded)}${who}.`;
    }
    default:
      return rules.length > 0 ? "The policy does not allow it." : "No rule of the policy allows it.";
  }
}

/** True when the policy says no for want of a reason: nothing was typed, and a rule that decided speaks of one. */
export function wantsReason(answer: PolicyAnswer | null, reason: string): boolean {
  if (answer?.decision !== "deny" || reason.trim() !== "") return false;
  return answer.rules.some(({ id, title, why }) => /\breason\b|\bticket\b/i.test(`${id} ${title} ${why}`));
}

function titles(rules: PolicyAnswer["rules"]): string {
  return [...new Set(rules.map(({ title }) => title))].join("; ");
}
