import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyId, WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import type { Finding } from "../checks/outcome";
import { isBlocking } from "./attribute";
import { factValue } from "./facts-of";

/** What Drawbridge makes itself without recreating nodes: what `repair-chain` is made of. */
const repairable: readonly WorkloadRemedyId[] = [
  "enable-workload-identity",
  "create-namespace",
  "create-service-account",
  "annotate-service-account",
  "add-binding",
];

/** Of no use before the Google service account is there. */
const needsAccount: readonly WorkloadRemedyId[] = ["repair-chain", "annotate-service-account", "add-binding"];

/**
 * The cause's remedies; where more than one link is missing that can be made at once, making all of them comes first. Not while
 * the namespace is being deleted, or is Composer's to make.
 */
export function remediesFor(primary: Finding, findings: readonly Finding[]): readonly WorkloadRemedyRef[] {
  const isRepairable = ({ remedies }: Finding) => remedies.some(({ id }) => repairable.includes(id));
  const broken = findings.filter(isBlocking);
  const missing = new Set(broken.filter(isRepairable).map(({ hop }) => hop));
  const isStuck = broken.some(({ hop, remedies }) => hop === "namespace" && remedies.length === 0);
  const chain: readonly WorkloadRemedyRef[] =
    missing.size > 1 && isRepairable(primary) && !isStuck ? [{ id: "repair-chain", params: {} }] : [];
  const remedies = [...chain, ...primary.remedies];
  const account = broken.find(({ check }) => check === "google-service-account-missing");
  if (!account || account === primary) return remedies;
  const useful = remedies.filter(({ id }) => !needsAccount.includes(id));
  return useful.length === remedies.length ? remedies : [...useful, ...account.remedies];
}

/** What shows how it is, or helps if it is as it seems, where a finding could not be decided. */
export function remediesToDecide({ missing }: Finding, facts: WorkloadSnapshot): readonly WorkloadRemedyRef[] {
  if (missing.some(({ fact }) => fact === "proof")) return [{ id: "prove-with-a-pod", params: {} }];
  if (!missing.some(({ fact }) => fact === "roles")) return [];
  const lacking = factValue(facts, "roles")?.roles.filter(({ granted }) => granted === "not-here") ?? [];
  return lacking.map(({ resource, role }) => ({ id: "grant-resource-role", params: { resource, role } }));
}
