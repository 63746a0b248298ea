/** What a pasted text says about a pod and its identity: each is one way in which the field's texts fail. */
export const workloadErrorCauses = [
  /** 403 that names `PROJECT.svc.id.goog`: the metadata server gave no Google service account. */
  "caller-is-workload-pool",
  /** 403 for `iam.serviceAccounts.getAccessToken`. */
  "token-denied",
  /** 404 `Gaia id not found`. */
  "google-service-account-unknown",
  /** A 403 that names `…-compute@developer.gserviceaccount.com`, or another node's account. */
  "caller-is-node",
  /** A 403 that names the Google service account: the identity is right, a role is missing. */
  "caller-is-google-service-account",
  "identity-pool-missing",
  "metadata-unreachable",
  "pods-create-forbidden",
  "events-list-forbidden",
  "caller-is-anonymous",
  "unauthorized",
  "no-kubeconfig",
  "control-plane-timeout",
  "composer-run-timeout",
  "composer-agent-denied",
  "image-pull-failed",
  "pod-start-timeout",
  "pod-unschedulable",
  "secret-missing",
  "container-failed",
  "unknown",
] as const;

export type WorkloadErrorCause = (typeof workloadErrorCauses)[number];
