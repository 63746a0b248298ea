import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { errorCauseTitles } from "@/lib/workload/facts/derive/error-says";
import { accountName } from "@/lib/workload/facts/derive/identity";
import type { Proof } from "@/lib/workload/facts/derive/proof-standing";
import type { WorkloadErrorCause } from "@/lib/workload/facts/error/causes";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { CheckOutcome, Evidence } from "../outcome";

/** What the person's text says, in our words. */
export function textEvidence(cause: WorkloadErrorCause): Evidence {
  return { fact: "errorText", label: "Your error text", observed: errorCauseTitles[cause] };
}

/** Evidence of the first of these causes that the text holds; none where it holds none. */
export function textThatSays(
  errorText: WorkloadFactValues["errorText"],
  ...causes: readonly WorkloadErrorCause[]
): readonly Evidence[] {
  const said = errorText.given ? errorText.causes.find((cause) => causes.includes(cause)) : undefined;
  return said ? [textEvidence(said)] : [];
}

export function wantedAccount(request: WorkloadFactValues["request"]): Evidence {
  return { fact: "request", label: "Kubernetes service account", observed: accountName(request) };
}

export function proofEvidence(proof: Proof): Evidence {
  return { fact: "proof", label: "Probe pod", observed: seenBy(proof) };
}

/** In place of a failure for which only a proof speaks that may not hold any more. */
export function mayBeMended(proof: Proof): Extract<CheckOutcome, { status: "unknown" }> {
  return {
    status: "unknown",
    summary: `A probe pod saw ${seenBy(proof)}. That may have been mended since.`,
    missing: [{ fact: "proof", reason: "not-observable", detail: "what a probe pod sees now" }],
  };
}

function seenBy({ email, tokenStatus, at }: Proof): string {
  const named = email ?? "no identity";
  const token = tokenStatus === 0 ? "no answer" : `HTTP ${tokenStatus}`;
  return `${named}, token: ${token}, at ${clockTime(at)}`;
}
