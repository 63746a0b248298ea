import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { proofIn } from "./facts-of";

/** What a probe pod saw, beside the configuration; null without one that counts. */
export function confirmation(facts: WorkloadSnapshot): string | null {
  const standing = proofIn(facts);
  if (standing.kind === "none" || standing.kind === "outdated") return null;
  const { email, tokenStatus, at } = standing.proof;
  const token =
    tokenStatus === 200
      ? "got a token"
      : tokenStatus === 0
        ? "got no answer for its token"
        : `got HTTP ${tokenStatus} for its token`;
  return `A probe pod at ${clockTime(at)} was ${email ?? "given no identity"} and ${token}.`;
}
