import { describe, expect, it } from "vitest";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";
import { testCluster, testPod } from "../testing";

const gsa = "wi-test-world@corp-data-prod.iam.gserviceaccount.com";
const root = "http://169.254.169.254/computeMetadata/v1/";
const defaultAccount = `${root}instance/service-accounts/default/`;
const bound = (member = "{pool}[default/runner]", more: JsonObject = {}): JsonObject => ({
  bindings: [{ role: "roles/iam.workloadIdentityUser", members: [`serviceAccount:${member}`], ...more }],
});
const metadata = (mode: string | null) => ({ workloadMetadataConfig: { mode } });

type Case = {
  readonly annotation?: string;
  readonly policy?: JsonObject;
  readonly account?: JsonObject;
  readonly changes?: Partial<WorkloadWorld>;
  readonly objects?: readonly JsonObject[];
  readonly spec?: JsonObject;
};

/** What a curl pod prints that asks for this URL. */
function ask(
  url: string,
  { annotation, policy, account, changes = {}, objects = [], spec = {} }: Case,
  flags: readonly string[] = [],
) {
  const annotations = annotation === undefined ? {} : { annotations: { "iam.gke.io/gcp-service-account": annotation } };
  const runner = {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "runner", namespace: "default", ...annotations },
  };
  const googleServiceAccount = { ...(policy ? { policy } : {}), ...(account ? { overlay: account } : {}) };
  const { ask: send, advance } = testCluster({
    ...changes,
    setup: { googleServiceAccount, objects: [runner, ...objects] },
  });
  const args = [
    "-sS",
    "--connect-timeout",
    "5",
    "-H",
    "Metadata-Flavor: Google",
    "-w",
    " %{http_code} %{exitcode}",
    ...flags,
    url,
  ];
  const pod = testPod("p", { serviceAccountName: "runner", ...spec }, { image: "curlimages/curl:8.11.1", args });
  expect(send("POST", "/api/v1/namespaces/default/pods", { body: pod }).status).toBe(201);
  advance(60_000);
  return send("GET", "/api/v1/namespaces/default/pods/p/log").text;
}

describe("the identity of a pod", () => {
  const nodeAccount = "123456789012-compute@developer.gserviceaccount.com 200 0";
  const pool = (workloadMetadataConfig: JsonObject): Partial<WorkloadWorld> => ({
    overlay: {
      nodePools: [
        {
          name: "default-pool",
          config: { machineType: "e2-standard-4", serviceAccount: "default", ...workloadMetadataConfig },
          locations: ["europe-west1-b"],
          initialNodeCount: 1,
        },
      ],
    },
  });
  it.each<[string, Case, string]>([
    ["the annotated account", { annotation: "{gsa}" }, `${gsa} 200 0`],
    [
      "an account that does not exist",
      { annotation: "nobody@x.iam.gserviceaccount.com" },
      "nobody@x.iam.gserviceaccount.com 200 0",
    ],
    ["the pool, without an annotation", {}, "corp-data-prod.svc.id.goog 200 0"],
    ["the node's, with hostNetwork", { annotation: "{gsa}", spec: { hostNetwork: true } }, nodeAccount],
    ["the node's, with GCE_METADATA", { annotation: "{gsa}", changes: pool(metadata("GCE_METADATA")) }, nodeAccount],
    [
      "the account, with GKE_METADATA",
      { annotation: "{gsa}", changes: pool(metadata("GKE_METADATA")) },
      `${gsa} 200 0`,
    ],
    [
      "the node's, on a cluster without a pool",
      { annotation: "{gsa}", changes: { overlay: { workloadIdentityConfig: null } } },
      nodeAccount,
    ],
    ["the account, on Autopilot", { annotation: "{gsa}", changes: { base: "autopilot" } }, `${gsa} 200 0`],
  ])("is %s", (_, situation, expected) => {
    expect(ask(`${defaultAccount}email`, situation)).toBe(expected);
  });
});

describe("its token", () => {
  const denied =
    "Unable to generate access token; IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).";
  const annotation = "{gsa}";
  const until = (time: string) => ({ condition: { title: "t", expression: `request.time < timestamp("${time}")` } });
  it.each<[string, Case, string]>([
    ["granted", { annotation, policy: bound() }, `"access_token":"ya29.simulated-`],
    ["of the pool without an annotation", {}, `"access_token":"ya29.d.simulated-`],
    [
      "granted by a condition in force",
      { annotation, policy: bound(undefined, until("2026-11-21T00:00:00Z")) },
      "ya29.simulated-",
    ],
    [
      "granted to the principal",
      {
        annotation,
        policy: {
          bindings: [
            {
              role: "roles/iam.workloadIdentityUser",
              members: [
                "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/{pool}/subject/ns/default/sa/runner",
              ],
            },
          ],
        },
      },
      "ya29.simulated-",
    ],
    ["denied without a binding", { annotation }, denied],
    ["denied for another namespace", { annotation, policy: bound("{pool}[other/runner]") }, denied],
    ["denied for another pool", { annotation, policy: bound("other.svc.id.goog[default/runner]") }, denied],
    ["denied by a condition", { annotation, policy: bound(undefined, until("2026-11-20T00:00:00Z")) }, denied],
    [
      "denied by a condition that is not understood",
      { annotation, policy: bound(undefined, { condition: { title: "t", expression: "resource.type == 'x'" } }) },
      denied,
    ],
    ["denied for a disabled account", { annotation, policy: bound(), account: { disabled: true } }, denied],
    [
      "not found",
      { annotation: "nobody@x.iam.gserviceaccount.com" },
      "Unable to generate access token; IAM returned 404 Not Found: Not found; Gaia id not found for email nobody@x.iam.gserviceaccount.com\n 404 0",
    ],
  ])("is %s", (_, situation, expected) => {
    expect(ask(`${defaultAccount}token`, situation)).toContain(expected);
  });
});

describe("the metadata server", () => {
  it.each([
    [`${root}project/project-id`, [], "corp-data-prod 200 0"],
    ["http://metadata.google.internal/computeMetadata/v1/instance/attributes/cluster-name", [], "test-world 200 0"],
    [
      `${defaultAccount}scopes`,
      [],
      "https://www.googleapis.com/auth/cloud-platform\nhttps://www.googleapis.com/auth/userinfo.email\n 200 0",
    ],
    [`${defaultAccount}identity`, [], "non-empty audience parameter required\n 400 0"],
    [`${defaultAccount}identity?audience=me`, [], " 200 0"],
    [`${root}instance/nope`, [], "404 page not found\n 404 0"],
    [
      `${defaultAccount}email`,
      ["-H", "Metadata-Flavor: Other"],
      "Missing required header: Metadata-Flavor: Google\n 403 0",
    ],
    ["http://elsewhere.example/", [], "curl: (6) Could not resolve host: elsewhere.example\n 000 6"],
  ])("answers %s %j", (url, flags, expected) => {
    expect(ask(url, {}, flags)).toContain(expected);
  });
});

describe("network policies", () => {
  const policy = (spec: JsonObject): JsonObject => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "p", namespace: "default" },
    spec: { podSelector: {}, policyTypes: ["Egress"], ...spec },
  });
  const to = (cidr: string, port: number) => ({
    egress: [{ to: [{ ipBlock: { cidr } }], ports: [{ protocol: "TCP", port }] }],
  });
  const enforcing: Partial<WorkloadWorld> = { overlay: { networkPolicy: { enabled: true } } };
  const dataplaneV2: Partial<WorkloadWorld> = { base: "autopilot" };
  const blocked = "curl: (28) Connection timed out after 5002 milliseconds\n 000 28";
  const reached = "corp-data-prod.svc.id.goog 200 0";
  it.each<[string, Partial<WorkloadWorld>, JsonObject, string]>([
    ["nothing allowed", enforcing, {}, blocked],
    ["nothing enforced", {}, {}, reached],
    ["of other pods", enforcing, { podSelector: { matchLabels: { app: "other" } } }, reached],
    ["ingress only", enforcing, { policyTypes: ["Ingress"] }, reached],
    ["everything allowed", enforcing, { egress: [{}] }, reached],
    ["the metadata server's own port", enforcing, to("169.254.169.252/32", 988), reached],
    ["port 80, without Dataplane V2", enforcing, to("169.254.169.254/32", 80), blocked],
    ["port 80, with Dataplane V2", dataplaneV2, to("169.254.169.254/32", 80), reached],
    ["another port", dataplaneV2, to("169.254.0.0/16", 443), blocked],
    [
      "all but link-local",
      dataplaneV2,
      { egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] }] },
      blocked,
    ],
  ])("%s", (_, changes, spec, expected) => {
    expect(ask(`${defaultAccount}email`, { changes, objects: [policy(spec)] })).toBe(expected);
  });
});
