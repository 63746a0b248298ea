import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gcloudFile, secretFile } from "@/lib/kubernetes/kubeconfig/testing";
import { type DetectedInput, detectInput } from "./detect-input";

const prod = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics-private" };
const clusterName: DetectedInput = { kind: "cluster-name", name: prod };

describe("what was pasted", () => {
  it.each<[string, DetectedInput]>([
    ["", { kind: "empty" }],
    [" \n\t ", { kind: "empty" }],
    ['""', { kind: "empty" }],
    ["gke_corp-data-prod_europe-west1_analytics-private", { kind: "context-name", name: prod }],
    [
      "gke_example.com:data_us-central1-a_c1\n",
      { kind: "context-name", name: { project: "example.com:data", location: "us-central1-a", cluster: "c1" } },
    ],
    ["gke_corp-data-prod_europe-west1", { kind: "error-text" }],
    ["gke_P_L_C", { kind: "error-text" }],
    ["https://34.78.1.2", { kind: "endpoint", host: "34.78.1.2", port: null }],
    ["https://34.78.1.2/api/v1?timeout=32s", { kind: "endpoint", host: "34.78.1.2", port: null }],
    ["http://34.78.1.2", { kind: "endpoint", host: "34.78.1.2", port: 80 }],
    ["34.78.1.2", { kind: "endpoint", host: "34.78.1.2", port: null }],
    ["34.78.1.2/", { kind: "endpoint", host: "34.78.1.2", port: null }],
    ["34.78.1.2:443", { kind: "endpoint", host: "34.78.1.2", port: 443 }],
    ["`34.78.1.2:443`", { kind: "endpoint", host: "34.78.1.2", port: 443 }],
    ["<https://34.78.1.2>", { kind: "endpoint", host: "34.78.1.2", port: null }],
    ["https://user:s3cret@34.78.1.2", { kind: "endpoint", host: "34.78.1.2", port: null }],
    [
      "gke-0a1b-123456789012.europe-west1.gke.goog",
      { kind: "endpoint", host: "gke-0a1b-123456789012.europe-west1.gke.goog", port: null },
    ],
    ["[2001:db8::1]:443", { kind: "endpoint", host: "2001:db8::1", port: 443 }],
    ["2001:DB8::1", { kind: "endpoint", host: "2001:db8::1", port: null }],
    ["localhost:8443", { kind: "endpoint", host: "localhost", port: 8443 }],
    ["kubernetes.corp.example:6443", { kind: "endpoint", host: "kubernetes.corp.example", port: 6443 }],
    ["203.0.113.0/24", { kind: "error-text" }],
    ["34.78.1.2:443: i/o timeout", { kind: "error-text" }],
    ["34.78.1.256", { kind: "error-text" }],
    ["v1.32.4-gke.1106006", { kind: "error-text" }],
    ["config.yaml", { kind: "error-text" }],
    ["timeout", { kind: "error-text" }],
    ["ftp://34.78.1.2", { kind: "error-text" }],
    ["projects/corp-data-prod/locations/europe-west1/clusters/analytics-private", clusterName],
    ["projects/corp-data-prod/zones/europe-west1/clusters/analytics-private", clusterName],
    [
      "//container.googleapis.com/projects/corp-data-prod/locations/europe-west1/clusters/analytics-private",
      clusterName,
    ],
    [
      "https://container.googleapis.com/v1/projects/corp-data-prod/locations/europe-west1/clusters/analytics-private",
      clusterName,
    ],
    [
      "https://container.googleapis.com/v1beta1/projects/corp-data-prod/zones/europe-west1/clusters/analytics-private/nodePools/p?alt=json",
      clusterName,
    ],
    [
      "http://127.0.0.1:18080/v1/projects/corp-data-prod/locations/europe-west1/clusters/analytics-private",
      clusterName,
    ],
    [
      "https://console.cloud.google.com/kubernetes/clusters/details/europe-west1/analytics-private/details?project=corp-data-prod",
      clusterName,
    ],
    [
      "https://console.cloud.google.com/kubernetes/clusters/details/europe-west1/analytics-private?authuser=1&project=corp-data-prod&tab=x#y",
      clusterName,
    ],
    [
      "https://console.cloud.google.com/kubernetes/workload_/gcloud/europe-west1/analytics-private?project=corp-data-prod",
      clusterName,
    ],
    [
      "https://console.cloud.google.com/kubernetes/clusters/details/us-central1-a/c1?project=example.com%3Adata",
      { kind: "cluster-name", name: { project: "example.com:data", location: "us-central1-a", cluster: "c1" } },
    ],
    [
      "gcloud container clusters get-credentials analytics-private --region europe-west1 --project corp-data-prod",
      clusterName,
    ],
    [
      "$ gcloud container clusters get-credentials analytics-private --zone=europe-west1 --project=corp-data-prod --internal-ip",
      clusterName,
    ],
    [
      "gcloud --project corp-data-prod beta container clusters get-credentials --dns-endpoint 'analytics-private' --location \"europe-west1\"",
      clusterName,
    ],
    [
      "gcloud container clusters get-credentials analytics-private \\\n  --region europe-west1 \\\n  --project corp-data-prod && gcloud --project other info",
      clusterName,
    ],
    [
      "gcloud container clusters get-credentials --account me@corp.example analytics-private -z europe-west1 --project corp-data-prod; kubectl get ns",
      clusterName,
    ],
    ["gcloud container clusters describe analytics-private --region europe-west1", { kind: "error-text" }],
    [
      "gcloud container clusters get-credentials analytics-private --region europe-west1 --project corp-data-prod\nERROR: (gcloud) x",
      { kind: "error-text" },
    ],
  ])("%s", (text, expected) => {
    expect(detectInput(text)).toEqual(expected);
  });

  it.each([
    ["gcloud container clusters get-credentials analytics-private --region europe-west1", /no project: add --project/],
    [
      "gcloud container clusters get-credentials analytics-private --project corp-data-prod",
      /no location: add --region or --zone/,
    ],
    ["gcloud container clusters get-credentials --region europe-west1", /no cluster/],
    ["projects/123456789012/locations/europe-west1/clusters/analytics-private", /project's ID|number/],
    ["projects/corp-data-prod/locations/europe-west1/clusters/Not_Valid", /not a valid one/],
    [
      "https://console.cloud.google.com/kubernetes/clusters/details/europe-west1/analytics-private",
      /does not say the project/,
    ],
    [
      "https://console.cloud.google.com/kubernetes/clusters/details/europe-west1/analytics-private?project=%E0%A4%A",
      /does not say the project/,
    ],
    ["https://console.cloud.google.com/kubernetes/list/overview?project=corp-data-prod", /not about one cluster/],
    ["a\u0000b", /NUL/],
    ["\u0001\u0002\ufffd\ufffdPK", /binary/],
    ["x".repeat(1024 * 1024 + 1), /1 MiB/],
  ])("%.80s cannot be used, and why", (text, problem) => {
    expect(detectInput(text)).toEqual({ kind: "unusable", problem: expect.stringMatching(problem) });
  });

  it.each([
    ["gcloud's file", gcloudFile],
    ["a file with everything", secretFile],
    ["the output of kubectl config view", gcloudFile.replace(/(authority-data: ).*/, "$1DATA+OMITTED")],
    [
      "the output of kubectl config view without a file",
      'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\npreferences: {}\nusers: null\n',
    ],
    ["a redacted file", gcloudFile.replace(/(authority-data: ).*/, "$1REDACTED")],
    ["JSON on one line", '{"apiVersion":"v1","kind":"Config","clusters":[],"contexts":[],"users":[]}'],
    ["a section", "clusters:\n- cluster:\n    server: https://34.78.1.2\n  name: a\n"],
    ["a list of entries", "- context:\n    cluster: a\n    user: a\n  name: a\n"],
    ["the inside of a cluster", "    certificate-authority-data: DATA+OMITTED\n    server: https://34.78.1.2\n"],
    ["one line of it", "    server: https://34.78.1.2\n"],
    ["a damaged file", gcloudFile.replace("contexts:\n", "contexts:\n  [")],
    [
      "a file cut off in the middle of JSON",
      '{"apiVersion":"v1","kind":"Config","clusters":[{"name":"a","cluster":{"server":"https://3',
    ],
    ["a file after a prompt", `$ kubectl config view\n${gcloudFile}`],
    ["a file with a byte order mark and Windows line breaks", `\ufeff${gcloudFile.replaceAll("\n", "\r\n")}`],
  ])("%s is a kubeconfig", (_, text) => {
    expect(detectInput(text)).toEqual({ kind: "kubeconfig" });
  });

  it.each([
    ["Unable to connect to the server: dial tcp 34.78.1.2:443: i/o timeout"],
    [
      'error: error loading config file "/home/me/.kube/config": yaml: line 3: mapping values are not allowed in this context',
    ],
    ["ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=403, message=denied"],
    ["apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n"],
    ['{"clusters": [{"name": "a", "endpoint": "34.78.1.2"}]}'],
    ["\u001b[31merror\u001b[0m: You must be logged in to the server (Unauthorized)"],
    ["user: not found\ncluster: not found"],
    ['Error from server (Forbidden): namespaces is forbidden: User "a" cannot list'],
    ["x".repeat(1024 * 1024)],
  ])("%.60s is an error text", (text) => {
    expect(detectInput(text)).toEqual({ kind: "error-text" });
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "gke_",
      "https://",
      "34.78.1.2",
      ":443",
      "[::1]",
      "projects/a/locations/b/clusters/",
      "gcloud ",
      "container clusters get-credentials ",
      "--project ",
      "'",
      '"',
      "\\\n",
      "clusters:",
      "- name: a\n",
      "{",
      "%",
      "console.cloud.google.com/",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece, { maxLength: 12 }).map((parts) => parts.join("")),
        ),
        (text) => {
          expect(detectInput(text).kind).toMatch(/^[a-z-]+$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
