import { describe, expect, it } from "vitest";
import { explain } from "./explain";
import { discoveryLines, itExplains } from "./testing";

describe("kubeconfig", () => {
  itExplains([
    {
      name: "--kubeconfig file missing",
      text: "error: stat /home/user/nope.yaml: no such file or directory",
      causes: ["kubeconfig-missing"],
    },
    {
      name: "Windows",
      text: "error: CreateFile C:\\Users\\me\\.kube\\config: The system cannot find the file specified.",
      causes: ["kubeconfig-missing"],
    },
    {
      name: "helm without kubeconfig",
      text: "Error: Kubernetes cluster unreachable: invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable",
      causes: ["kubeconfig-missing", "no-current-context"],
    },
    {
      name: "Python without kubeconfig",
      text: "kubernetes.config.config_exception.ConfigException: Invalid kube-config file. No configuration found.",
      causes: ["kubeconfig-missing", "no-current-context"],
    },
    {
      name: "permission",
      text: `error: error loading config file "/home/user/.kube/config": open /home/user/.kube/config: permission denied`,
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "broken indentation",
      text: `error: error loading config file "/home/user/.kube/config": yaml: line 7: mapping values are not allowed in this context`,
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "CA is not PEM",
      text: "error: unable to load root certificates: unable to parse bytes as PEM block",
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "CA file missing",
      text: "error: unable to read certificate-authority /nope/ca.crt for analytics due to open /nope/ca.crt: no such file or directory",
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "server is no URL",
      text: `error: host must be a URL or a host:port pair: "https://"`,
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "CA and insecure",
      text: "error: specifying a root certificates file with the insecure flag is not allowed",
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "proxy-url",
      text: `error: invalid configuration: invalid 'proxy-url' "ftp://x" for cluster "c": unsupported scheme "ftp", must be http, https, or socks5`,
      causes: ["kubeconfig-invalid"],
    },
    { name: "no current context", text: "error: current-context is not set", causes: ["no-current-context"] },
    { name: "Node client", text: "Error: No active cluster!", causes: ["no-current-context"] },
    {
      name: "use-context",
      text: `error: no context exists with the name: "gke_corp-data-prod_europe-west1_other"`,
      causes: ["context-missing"],
      details: { project: "corp-data-prod", location: "europe-west1", cluster: "other" },
    },
    {
      name: "--context of config view",
      text: `error: context "prod" does not exist`,
      causes: ["context-missing"],
      details: { context: "prod" },
    },
    {
      name: "--cluster",
      text: `error: cluster "prod" does not exist`,
      causes: ["kubeconfig-invalid", "context-missing"],
    },
    {
      name: "several errors under one head",
      text: "Error in configuration: \n* context was not found for specified context: prod\n* cluster has no server defined\n",
      causes: ["context-missing"],
      details: { context: "prod" },
    },
    {
      name: "server with two ports",
      text: "Unable to connect to the server: dial tcp: address 34.78.1.2:443:443: too many colons in address",
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "server half a URL",
      text: `error: parse "https://[::1": missing ']' in host`,
      causes: ["kubeconfig-invalid"],
    },
    {
      name: "a context without its cluster, helm",
      text: "Error: Kubernetes cluster unreachable: invalid configuration: cluster has no server defined",
      causes: ["kubeconfig-invalid"],
    },
  ]);
});

describe("credential plugin", () => {
  const last =
    "Unable to connect to the server: getting credentials: exec: executable gke-gcloud-auth-plugin failed with exit code 1\n";
  const plugin = (trouble: string) =>
    `F1122 23:29:29.291010   13603 cred.go:145] print credential failed with error: Failed to retrieve access token:: failure while executing gcloud, with args [config config-helper --format=json]: exit status 1 (err: ${trouble})\n${last}`;

  itExplains([
    {
      name: "missing on Windows",
      text: "Unable to connect to the server: getting credentials: exec: executable gke-gcloud-auth-plugin.exe not found",
      causes: ["exec-plugin-missing"],
      details: { plugin: "gke-gcloud-auth-plugin.exe" },
    },
    {
      name: "missing, old words",
      text: `Unable to connect to the server: getting credentials: exec: "gke-gcloud-auth-plugin": executable file not found in $PATH`,
      causes: ["exec-plugin-missing"],
      details: { plugin: "gke-gcloud-auth-plugin" },
    },
    {
      name: "missing by path",
      text: "Unable to connect to the server: getting credentials: exec: fork/exec /opt/sdk/bin/gke-gcloud-auth-plugin: no such file or directory",
      causes: ["exec-plugin-missing", "exec-plugin-failed"],
      details: { plugin: "/opt/sdk/bin/gke-gcloud-auth-plugin" },
    },
    {
      name: "missing, Node client",
      text: "Error: spawn gke-gcloud-auth-plugin ENOENT",
      causes: ["exec-plugin-missing"],
    },
    {
      name: "missing, said by gcloud",
      text: "Fetching cluster endpoint and auth data.\nCRITICAL: ACTION REQUIRED: gke-gcloud-auth-plugin, which is needed for continued use of kubectl, was not found or is not executable. Install gke-gcloud-auth-plugin for use with kubectl by following https://cloud.google.com/x\nkubeconfig entry generated for analytics-private.\n",
      causes: ["exec-plugin-missing"],
    },
    {
      name: "not executable",
      text: "Unable to connect to the server: getting credentials: exec: fork/exec /opt/plugin: permission denied",
      causes: ["exec-plugin-failed"],
    },
    {
      name: "prints something else",
      text: "Unable to connect to the server: getting credentials: decoding stdout: couldn't get version/kind; json parse error: invalid character 'W' looking for beginning of value",
      causes: ["exec-plugin-failed"],
    },
    {
      name: "version skew",
      text: "Unable to connect to the server: getting credentials: exec plugin is configured to use API version client.authentication.k8s.io/v1beta1, plugin returned version client.authentication.k8s.io/v1",
      causes: ["exec-plugin-failed"],
    },
    {
      name: "not logged in",
      text: plugin("ERROR: (gcloud.config.config-helper) You do not currently have an active account selected."),
      causes: ["exec-plugin-failed"],
    },
    {
      name: "application default credentials",
      text: plugin(
        "getting google default token failed after multiple retries: cannot retrieve default token from google default token source",
      ),
      causes: ["exec-plugin-failed"],
    },
    {
      name: "apply",
      text: `error: error validating "sa.yaml": error validating data: failed to download openapi: Get "https://127.0.0.1:7001/openapi/v2?timeout=32s": getting credentials: exec: executable gke-gcloud-auth-plugin failed with exit code 1; if you choose to ignore these errors, turn validation off with --validate=false`,
      causes: ["exec-plugin-failed"],
    },
    {
      name: "legacy auth provider, other words",
      text: `error: no Auth Provider found for name "gcp"`,
      causes: ["auth-provider-removed"],
    },
  ]);

  it.each([
    [
      "not logged in",
      "ERROR: (gcloud.config.config-helper) You do not currently have an active account selected.",
      ["log-in"],
    ],
    [
      "reauthentication",
      "ERROR: (gcloud.config.config-helper) There was a problem refreshing your current auth tokens: Reauthentication is needed.",
      ["log-in"],
    ],
    [
      "Google not reached",
      "ERROR: (gcloud.config.config-helper) There was a problem refreshing your current auth tokens: HTTPSConnectionPool(host='oauth2.googleapis.com', port=443): Max retries exceeded with url: /token",
      ["correct-proxy"],
    ],
    ["no gcloud", `exec: "gcloud": executable file not found in $PATH`, ["install-auth-plugin"]],
  ])("tells from the plugin's own lines: %s", (_, trouble, remedies) => {
    expect(explain(plugin(trouble)).candidates[0].remedies).toEqual(remedies);
  });
});

describe("the command itself", () => {
  itExplains([
    {
      name: "unknown flag",
      text: "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.",
      causes: ["client-usage"],
    },
    {
      name: "unknown command",
      text: `error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tget\n`,
      causes: ["client-usage"],
    },
    { name: "no such file", text: `error: the path "nope.yaml" does not exist`, causes: ["client-usage"] },
    {
      name: "no such kind",
      text: `error: resource mapping not found for name: "x" namespace: "" from "x.yaml": no matches for kind "Foo" in version "v1"\nensure CRDs are installed first`,
      causes: ["client-usage"],
    },
    {
      name: "a type that is unknown only because discovery failed",
      text: `${discoveryLines("https://10.0.0.2/api?timeout=32s", "dial tcp 10.0.0.2:443: i/o timeout")}error: the server doesn't have a resource type "pods"\n`,
      causes: ["tcp-timeout"],
    },
  ]);
});
