import { isBlankRole, toWorkloadRequest, type WorkloadQuestion } from "@/app/_client/workload-question";
import { atRow, filled, type Problems, problemsOf } from "@/app/_components/workloads/tools/problems";
import { workloadDiagnosisRequest } from "@/lib/services/schema/workload";

/** What has to be there, and what to say while it is not. */
const needed: Readonly<Record<string, string>> = {
  "target.environment": "Choose a Composer environment.",
  "target.cluster": "Choose a cluster.",
  namespace: "Name the namespace that the pod runs in.",
  googleServiceAccount: "Name the Google service account, or choose the direct principal.",
};

/** What is wrong with the question, by the field's path in the form; empty when it can be asked. */
export function checkQuestion(question: WorkloadQuestion): Problems {
  const request = toWorkloadRequest(question);
  const checked = workloadDiagnosisRequest.safeParse(request);
  if (checked.success) return new Map();
  const { at } = filled(question.roles, isBlankRole);
  const problems = problemsOf(checked.error, (path) => atRow(path, "roles", at));
  return new Map(
    [...problems].map(([path, message]) => [path, isEmptyAt(request, path) ? (needed[path] ?? message) : message]),
  );
}

function isEmptyAt(request: ReturnType<typeof toWorkloadRequest>, path: string): boolean {
  if (path === "namespace") return request.namespace === "";
  if (path === "googleServiceAccount") return request.googleServiceAccount === "";
  const { target } = request;
  return (target.kind === "cluster" ? target.cluster : target.environment) === "";
}
