import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { errorCauseTitles } from "@/lib/workload/facts/derive/error-says";
import { accountName } from "@/lib/workload/facts/derive/identity";
import type { Proof } from "@/lib/workload/facts/derive/proof-standing";
import type { WorkloadErrorCause } from "@/lib/workload/facts/error/causes";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { Evidence } from "../outcome";

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

export function proofEvidence({ email, tokenStatus, at }: Proof): Evidence {
  const named = email ?? "no identity";
  const token = tokenStatus === 0 ? "no answer" : `HTTP ${tokenStatus}`;
  return { fact: "proof", label: "Probe pod", observed: `${named}, token: ${token}, at ${clockTime(at)}` };
}
