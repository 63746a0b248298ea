import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workloadErrorCauses } from "./causes";
import { classifyErrorText } from "./classify";

const email = "wi-dbt@corp-data-prod.iam.gserviceaccount.com";
const token403 =
  "Unable to generate access token; IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist). This error could be caused by a missing IAM policy binding on the target IAM service account. For more information, refer to the Workload Identity documentation";
const refreshError = `google.auth.exceptions.RefreshError: ("Failed to retrieve http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/${email}/token from the Google Compute Engine metadata service. Status: 403 Response:\\nb'${token403.replaceAll("'", "\\'")}'", <google.auth.transport.requests._Response object>)`;
const kubernetes = (message: string) =>
  `kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: ${JSON.stringify({ kind: "Status", message, reason: "Forbidden", code: 403 })}`;

describe("classifyErrorText", () => {
  it.each([
    [token403, "token-denied"],
    [refreshError, "token-denied"],
    [
      "Unable to generate access token; IAM returned 403 Forbidden: The caller does not have permission",
      "token-denied",
    ],
    [
      `Unable to generate access token; IAM returned 404 Not Found: Not found; Gaia id not found for email ${email}`,
      "google-service-account-unknown",
    ],
    [
      "ERROR: (gcloud.iam.service-accounts.add-iam-policy-binding) INVALID_ARGUMENT: Identity Pool does not exist (corp-data-prod.svc.id.goog). Please check that you specified a valid resource name as returned in the `name` attribute in the configuration API.",
      "identity-pool-missing",
    ],
    [
      "403 Forbidden: serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner] does not have storage.objects.get access to the Google Cloud Storage object.",
      "caller-is-workload-pool",
    ],
    ["Caller corp-data-prod.svc.id.goog was denied: 403", "caller-is-workload-pool"],
    [
      "123456789012-compute@developer.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object. Permission 'storage.objects.get' denied on resource (or it may not exist).",
      "caller-is-node",
    ],
    [
      `${email} does not have storage.objects.list access to the Google Cloud Storage bucket.`,
      "caller-is-google-service-account",
    ],
    ["curl: (7) Failed to connect to 169.254.169.254 port 80 after 0 ms: Connection refused", "metadata-unreachable"],
    [
      'Get "http://169.254.169.254/computeMetadata/v1/instance": dial tcp 169.254.169.254:80: i/o timeout',
      "metadata-unreachable",
    ],
    ["Failed to connect to 169.254.169.252 port 988: Connection timed out", "metadata-unreachable"],
    [
      "TransportError: HTTPConnectionPool(host='metadata.google.internal', port=80): Max retries exceeded with url: /computeMetadata/v1/",
      "metadata-unreachable",
    ],
    ["Compute Engine Metadata server unavailable on attempt 3 of 3. Reason: timed out", "metadata-unreachable"],
    [
      kubernetes(
        'pods is forbidden: User "sa@corp.iam.gserviceaccount.com" cannot create resource "pods" in API group "" in the namespace "dbt": requires one of ["container.pods.create"] permission(s).',
      ),
      "pods-create-forbidden",
    ],
    [
      kubernetes('pods is forbidden: User "system:anonymous" cannot create resource "pods" in API group ""'),
      "caller-is-anonymous",
    ],
    [
      kubernetes(
        'events is forbidden: User "sa@corp.iam.gserviceaccount.com" cannot list resource "events" in API group ""',
      ),
      "events-list-forbidden",
    ],
    ["kubernetes.client.exceptions.ApiException: (401)\nReason: Unauthorized", "unauthorized"],
    ["airflow.providers.cncf.kubernetes.utils.pod_manager.PodCredentialsExpiredFailure", "unauthorized"],
    ["Invalid kube-config file. No configuration found.", "no-kubeconfig"],
    ["kubernetes.config.config_exception.ConfigException: Service host/port is not set.", "no-kubeconfig"],
    [
      "HTTPSConnectionPool(host='34.1.2.3', port=443): Max retries exceeded with url: /api (Caused by ConnectTimeoutError('Connection to 34.1.2.3 timed out.'))",
      "control-plane-timeout",
    ],
    ["dial tcp 34.1.2.3:443: i/o timeout", "control-plane-timeout"],
    [
      "Unable to connect to the server: dial tcp 34.1.2.3:443: i/o timeout\nERROR: (gcloud.composer.environments.run) kubectl returned non-zero status code.",
      "composer-run-timeout",
    ],
    [
      "service-12@cloudcomposer-accounts.iam.gserviceaccount.com is missing required permissions: iam.serviceAccounts.getIamPolicy",
      "composer-agent-denied",
    ],
    [
      "Pod docker image cannot be pulled, unable to start: ErrImagePull\nfailed to pull: 403 Forbidden",
      "image-pull-failed",
    ],
    ['Back-off pulling image "x": ImagePullBackOff', "image-pull-failed"],
    ["Pod took too long to start. More than 120s. Check the pod events in kubernetes.", "pod-start-timeout"],
    ["Pod took too long to be scheduled on the cluster, giving up. More than 120s.", "pod-unschedulable"],
    ['Error: secret "warehouse" not found', "secret-missing"],
    ["Pod dbt-run-x1y2 returned a failure.\nremote_pod: {…}", "container-failed"],
    ["Pod ephemeral local storage usage exceeds the total limit of containers 10Gi.", "container-failed"],
    ["Traceback (most recent call last):\n  KeyError: 'x'", "unknown"],
    ["Access Denied: Project corp: User does not have bigquery.jobs.create permission in project corp.", "unknown"],
    ["", "unknown"],
  ])("%s", (text, cause) => {
    expect(classifyErrorText(text).causes[0]).toBe(cause);
  });

  it.each([
    [
      "403 serviceAccount:corp.svc.id.goog[dbt/runner] does not have storage.objects.get access",
      { caller: "corp.svc.id.goog", namespace: "dbt", account: "dbt/runner", permission: "storage.objects.get" },
    ],
    [refreshError, { permission: "iam.serviceAccounts.getAccessToken", googleServiceAccount: email }],
    [
      `${email} does not have bigquery.jobs.create permission`,
      { caller: email, googleServiceAccount: email, permission: "bigquery.jobs.create" },
    ],
    [
      kubernetes(
        'pods is forbidden: User "sa@corp" cannot create resource "pods" in API group "" in the namespace "dbt": requires one of ["container.pods.create"] permission(s).',
      ),
      { caller: "sa@corp", namespace: "dbt", permission: "container.pods.create" },
    ],
  ])("keeps the names in %s", (text, details) => {
    expect(classifyErrorText(text).details).toEqual(details);
  });

  it("says of one text only what it says", () => {
    expect(classifyErrorText(token403).causes).toEqual(["token-denied"]);
    expect(classifyErrorText(refreshError).causes).toEqual(["token-denied"]);
    expect(classifyErrorText(`connected to metadata.google.internal\n${email} is active`).causes).toEqual(["unknown"]);
  });

  it("puts what explains the others first", () => {
    const text = `Pod dbt-run returned a failure.\n${token403}`;
    expect(classifyErrorText(text).causes).toEqual(["token-denied", "container-failed"]);
  });

  it("reads through colours, typographic quotes and escaped quotes", () => {
    expect(
      classifyErrorText("\u001b[31mPermission \u2018iam.serviceAccounts.getAccessToken\u2019 denied\u001b[0m").causes,
    ).toEqual(["token-denied"]);
    expect(classifyErrorText('cannot create resource \\"pods\\"').causes).toEqual(["pods-create-forbidden"]);
  });

  it("never throws, and says something", () => {
    const words = fc.constantFrom(
      token403,
      email,
      "169.254.169.254",
      "timed out",
      "403",
      '"',
      "\\",
      "\n",
      "Pod ",
      " failed to start",
      "corp.svc.id.goog[",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (parts) => {
        const { causes } = classifyErrorText(parts.join(""));
        expect(causes.length).toBeGreaterThan(0);
        expect(causes.every((cause) => workloadErrorCauses.includes(cause))).toBe(true);
        expect(causes.includes("unknown") && causes.length > 1).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["a", "Pod ", 'secret "', "metadata.google.internal", "timed out", "a.", 'User "', "a@b."])(
    "takes no long over 256 KB of %s",
    (part) => {
      const before = performance.now();
      classifyErrorText(part.repeat(Math.ceil((256 * 1024) / part.length)));
      expect(performance.now() - before).toBeLessThan(1_000);
    },
  );
});
