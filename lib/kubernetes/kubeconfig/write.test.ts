import { describe, expect, it } from "vitest";
import { gcloudScalar } from "./gcloud-scalar";
import { readKubeconfig } from "./read";
import { sampleCa } from "./testing";
import { writeKubeconfig } from "./write";

const name = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics-private" };

describe("writing a kubeconfig", () => {
  it("writes the file that gcloud writes", () => {
    expect(writeKubeconfig({ name, server: "34.78.1.2", caCertificate: sampleCa })).toBe(`apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${sampleCa}
    server: https://34.78.1.2
  name: gke_corp-data-prod_europe-west1_analytics-private
contexts:
- context:
    cluster: gke_corp-data-prod_europe-west1_analytics-private
    user: gke_corp-data-prod_europe-west1_analytics-private
  name: gke_corp-data-prod_europe-west1_analytics-private
current-context: gke_corp-data-prod_europe-west1_analytics-private
kind: Config
preferences: {}
users:
- name: gke_corp-data-prod_europe-west1_analytics-private
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: gke-gcloud-auth-plugin
      installHint: Install gke-gcloud-auth-plugin for use with kubectl by following
        https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin
      provideClusterInfo: true
`);
  });

  it("leaves the CA out when there is none, and never turns verification off", () => {
    const text = writeKubeconfig({ name, server: "gke-0a1b.europe-west1.gke.goog" });
    expect(text).toContain("clusters:\n- cluster:\n    server: https://gke-0a1b.europe-west1.gke.goog\n  name:");
    expect(text).not.toContain("insecure");
  });

  it("takes another plugin, its arguments, and a server with its scheme", () => {
    const command = "C:\\Program Files (x86)\\Google\\Cloud SDK\\google-cloud-sdk\\bin\\gke-gcloud-auth-plugin.exe";
    const args = ["--use_application_default_credentials", "--project=yes: #1", "true"];
    const text = writeKubeconfig({ name, server: "https://127.0.0.1:7101", plugin: { command, args } });
    expect(text).toContain(`    server: https://127.0.0.1:7101\n`);
    expect(text).toContain(
      `      args:\n      - --use_application_default_credentials\n      - '--project=yes: #1'\n      - 'true'\n      command: ${command}\n`,
    );
    const reading = readKubeconfig(text);
    expect(reading.ok && reading.entries.users[0]?.execCommandBasename).toBe("gke-gcloud-auth-plugin");
  });

  it("writes project ids that belong to a domain", () => {
    const domainScoped = { ...name, project: "example.com:data" };
    const reading = readKubeconfig(writeKubeconfig({ name: domainScoped, server: "34.78.1.2" }));
    expect(reading.ok && reading.currentContext).toBe("gke_example.com:data_europe-west1_analytics-private");
  });

  it.each([
    [80, "aaa bbb", "aaa\n  bbb"],
    [77, "aaa bbb", "aaa bbb"],
    [78, "aaa bbb", "aaa\n  bbb"],
    [90, "aaa  bbb", "aaa  bbb"],
    [0, `${"a".repeat(81)} b`, `${"a".repeat(81)}\n  b`],
    [0, `${"a".repeat(80)} b`, `${"a".repeat(80)} b`],
  ])("folds after column 80: from %i, %s", (column, text, expected) => {
    expect(gcloudScalar(text, column, 2)).toBe(expected);
  });
});
