import type { WorkloadErrorCause } from "@/lib/workload/facts/error/causes";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { accountName, type Whose, whose } from "./identity";

type ErrorText = WorkloadFactValues["errorText"];

/** Whether the person's text speaks of one of these. */
export function errorSays(errorText: ErrorText, ...causes: readonly WorkloadErrorCause[]): boolean {
  return errorText.given && errorText.causes.some((cause) => causes.includes(cause));
}

export function errorDetails(errorText: ErrorText) {
  return errorText.given ? errorText.details : {};
}

/** As whom the pod called, by a text of an API that refused it; undefined where it names nobody. */
export function callerInText(
  errorText: ErrorText,
  request: WorkloadFactValues["request"],
  cluster: WorkloadFactValues["cluster"] | undefined,
): { readonly name: string; readonly whose: Whose } | undefined {
  const callers = ["caller-is-node", "caller-is-google-service-account", "caller-is-workload-pool"] as const;
  const { caller, account } = errorDetails(errorText);
  if (caller === undefined || !errorSays(errorText, ...callers)) return undefined;
  const isAnother = caller.endsWith(".svc.id.goog") && account !== undefined && account !== accountName(request);
  return { name: caller, whose: isAnother ? "other" : whose(caller, request, cluster) };
}

/** What the text says, in a few words: evidence of it, which never holds the text itself. */
export const errorCauseTitles: Readonly<Record<WorkloadErrorCause, string>> = {
  "caller-is-workload-pool": "an API refused the workload pool's own identity",
  "token-denied": "IAM refused the token: 403 for iam.serviceAccounts.getAccessToken",
  "google-service-account-unknown": "IAM does not know the account: 404, Gaia id not found",
  "caller-is-node": "an API refused the node's account",
  "caller-is-google-service-account": "an API refused a Google service account",
  "identity-pool-missing": "the identity pool does not exist",
  "metadata-unreachable": "the metadata server did not answer",
  "pods-create-forbidden": "pods may not be created",
  "events-list-forbidden": "events may not be read",
  "caller-is-anonymous": "the caller was system:anonymous",
  unauthorized: "Kubernetes did not accept the login: 401",
  "no-kubeconfig": "no usable kubeconfig was found",
  "control-plane-timeout": "the control plane did not answer",
  "composer-run-timeout": "gcloud composer environments run did not reach the cluster",
  "composer-agent-denied": "Composer's service agent lacks permissions",
  "image-pull-failed": "the pod's image could not be pulled",
  "pod-start-timeout": "the pod took too long to start",
  "pod-unschedulable": "no node took the pod",
  "secret-missing": "a Secret or ConfigMap is missing",
  "container-failed": "the container ended with an error",
  unknown: "it is not recognised",
};
