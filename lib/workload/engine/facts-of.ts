import { poolOf } from "@/lib/workload/facts/derive/identity";
import { ownRecentBindings, type ProofStanding, proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import type { WorkloadFactName, WorkloadFactValues, WorkloadSnapshot } from "@/lib/workload/facts/schema";

/** The value of a known fact; undefined while it is not there or not known. */
export function factValue<Name extends WorkloadFactName>(
  facts: WorkloadSnapshot,
  name: Name,
): WorkloadFactValues[Name] | undefined {
  const fact = facts[name];
  return fact?.state === "known" ? (fact.value as WorkloadFactValues[Name]) : undefined;
}

/** What the newest probe pod says now. */
export function proofIn(facts: WorkloadSnapshot): ProofStanding {
  const request = factValue(facts, "request");
  if (!request) return { kind: "none" };
  const cluster = factValue(facts, "cluster");
  const recent = ownRecentBindings(facts.recentBindings, request, poolOf(request, cluster));
  return proofStanding(facts.proof, request, cluster, recent);
}
