import type { Fact } from "@/lib/engine/fact";
import { callerInText } from "@/lib/workload/facts/derive/error-says";
import { proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { Evidence } from "../outcome";
import { proofEvidence } from "./evidence";

type Given = Pick<WorkloadFactValues, "request" | "cluster" | "errorText">;

/** Everything that shows the pod with its node's identity: what an API called it, and what a probe pod saw. */
export function seenAsNode(
  { request, cluster, errorText }: Given,
  proof: Fact<WorkloadFactValues["proof"]> | undefined,
): readonly Evidence[] {
  const caller = callerInText(errorText, request, cluster);
  const inText: readonly Evidence[] =
    caller?.whose === "node" ? [{ fact: "errorText", label: "Caller in your error text", observed: caller.name }] : [];
  const standing = proofStanding(proof, request, cluster, []);
  return standing.kind === "node" ? [...inText, proofEvidence(standing.proof)] : inText;
}
