import type { WorkloadErrorCause } from "./causes";

type Pattern = { readonly cause: WorkloadErrorCause; readonly pattern: RegExp };

const metadataHost = String.raw`(?:169\.254\.169\.25[24]|metadata\.google\.internal)`;
const silence =
  "connection refused|connect(?:ion)? timed out|timed out|timeout|network is unreachable|no route to host|max retries exceeded|failed to connect|couldn't connect|could not connect|host is down|connection reset";

/**
 * What one line says, the most telling first: domain facts 6.3, 6.6 and 7.7. Every pattern is linear: words and classes
 * without nested repetition.
 */
export const linePatterns: readonly Pattern[] = [
  { cause: "token-denied", pattern: /iam\.serviceAccounts\.getAccessToken/i },
  { cause: "token-denied", pattern: /Unable to generate access token; IAM returned 403/i },
  {
    cause: "google-service-account-unknown",
    pattern: /Gaia id not found|Unable to generate access token; IAM returned 404/i,
  },
  { cause: "identity-pool-missing", pattern: /Identity Pool does not exist/i },
  {
    cause: "composer-agent-denied",
    pattern:
      /Service Agent Extension role might be missing|cloudcomposer-accounts\.iam\.gserviceaccount\.com\)? (?:is missing|does not have|lacks)|roles\/composer\.ServiceAgentV2Ext/i,
  },
  { cause: "events-list-forbidden", pattern: /events is forbidden|cannot (?:list|watch|get) resource "events"/i },
  { cause: "caller-is-anonymous", pattern: /system:anonymous/i },
  { cause: "pods-create-forbidden", pattern: /cannot create resource "pods"|container\.pods\.create/i },
  { cause: "metadata-unreachable", pattern: new RegExp(`${metadataHost}.{0,400}(?:${silence})`, "i") },
  { cause: "metadata-unreachable", pattern: new RegExp(`(?:${silence}).{0,200}${metadataHost}`, "i") },
  { cause: "metadata-unreachable", pattern: /Compute Engine Metadata server unavailable/i },
  { cause: "no-kubeconfig", pattern: /Invalid kube-config file|config_exception\.ConfigException/i },
  { cause: "unauthorized", pattern: /\(401\)\s*Reason: Unauthorized|PodCredentialsExpiredFailure/i },
  { cause: "unauthorized", pattern: /^\s*Reason: Unauthorized\s*$/i },
  { cause: "image-pull-failed", pattern: /ErrImagePull|ImagePullBackOff|InvalidImageName|image cannot be pulled/i },
  { cause: "secret-missing", pattern: /(?:secret|configmap) "[^"]{1,253}" not found|CreateContainerConfigError/i },
  { cause: "pod-unschedulable", pattern: /took too long to be scheduled|FailedScheduling|nodes are available:/i },
  { cause: "pod-start-timeout", pattern: /Pod took too long to start|\bPod \S{1,253} failed to start/i },
  {
    cause: "container-failed",
    pattern: /\bPod \S{1,253} returned a failure|OOMKilled|ephemeral local storage usage exceeds/i,
  },
];

/** A control plane that did not answer: decided last, because clients say the same of every other server. */
export const controlPlaneTimeout =
  /dial tcp \S{1,80}:443: (?:i\/o timeout|connect: connection timed out)|Connection to \S{1,80} timed out|ConnectTimeoutError|port=443\): Max retries exceeded/i;

/** What gcloud says when it runs Airflow's commands by kubectl. */
export const composerRun = /gcloud\.composer\.environments\.run|composer environments run\b/i;
export const composerRunFailed =
  /i\/o timeout|timed out|Unable to connect to the server|kubectl returned non-zero status code/i;

/** Whose request an API refused. A refusal by Kubernetes names its user otherwise, and is none of these. */
export const callers: readonly Pattern[] = [
  { cause: "caller-is-workload-pool", pattern: /(?:\bserviceAccount:)?\b([a-z0-9.:-]{3,63}\.svc\.id\.goog)\b/i },
  { cause: "caller-is-node", pattern: /\b([0-9]{6,20}-compute@developer\.gserviceaccount\.com)\b/i },
  {
    cause: "caller-is-google-service-account",
    pattern: /\b([a-z][a-z0-9-]{4,62}@[a-z0-9.:-]{4,63}\.iam\.gserviceaccount\.com)\b/i,
  },
];
export const refusal = /\b403\b|forbidden|denied|does not have|permission/i;
/** Lines that hold an account and complain of something else: of Kubernetes, of the metadata server, of Composer's agent. */
export const otherRefusal =
  /is forbidden: User|computeMetadata|Identity Pool does not exist|Gaia id not found|Unable to generate access token|getAccessToken|cloudcomposer-accounts/i;
