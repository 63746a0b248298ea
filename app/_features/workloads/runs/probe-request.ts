import { placeOf, type WorkloadQuestion } from "@/app/_client/workload-question";
import type { RunRequest } from "@/app/_client/workload-wire";

/** The pod that shows who the pods of this question really are. `cluster`: resource name of the one that it came to. */
export function probeRequest(question: WorkloadQuestion, cluster: string): RunRequest {
  const { identity, googleServiceAccount } = question;
  return {
    kind: "probe",
    cluster,
    ...placeOf(question),
    expected: identity === "direct" ? null : googleServiceAccount.trim(),
    reason: "",
  };
}
