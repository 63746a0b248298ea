import { describe, expect, it } from "vitest";
import { kubeconfigOf } from "@/lib/diagnosis/checks/given/testing";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { getCredentials } from "./get-credentials";

const dnsOpen = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
const gcloud =
  "gcloud container clusters get-credentials analytics-private \\\n  --location europe-west1 \\\n  --project corp-data-prod";

function propose(endpoint: EndpointKind, replaced: Parameters<typeof healthySnapshot>[0] = {}) {
  return getCredentials.propose(healthySnapshot(replaced), { endpoint });
}

describe("get-credentials", () => {
  it.each([
    { endpoint: "public", host: "34.78.1.2", command: gcloud },
    { endpoint: "private", host: "172.16.0.2", command: `${gcloud} \\\n  --internal-ip` },
    {
      endpoint: "dns",
      host: "gke-0a1b-123456789012.europe-west1.gke.goog",
      command: `${gcloud} \\\n  --dns-endpoint`,
    },
  ] as const)("writes a kubeconfig for the $endpoint endpoint", ({ endpoint, host, command }) => {
    const plan = propose(endpoint, { cluster: dnsOpen });
    if ("refused" in plan) throw new Error(plan.refused);
    expect(plan).toMatchObject({ risk: "none", commands: { gcloud: command, kubectl: null, terraform: null } });
    const [file] = plan.files;
    expect(file).toMatchObject({ name: "kubeconfig-analytics-private.yaml", mediaType: "application/yaml" });
    expect(file?.content).toContain(`server: https://${host}\n`);
    expect(file?.content).toContain("current-context: gke_corp-data-prod_europe-west1_analytics-private\n");
    expect(file?.content.includes("certificate-authority-data: LS0tLS1CRUdJTg==")).toBe(endpoint !== "dns");
    expect(plan.permissions.includes("container.clusters.connect")).toBe(endpoint === "dns");
    expect(plan.steps.every(({ request }) => request === null)).toBe(true);
  });

  it("shows what changes in the kubeconfig that was given, and how to go back", () => {
    const kubeconfig = kubeconfigOf({ context: "gke_corp-data-prod_europe-west1_reporting", server: "34.79.8.9" });
    expect(propose("public", { kubeconfig })).toMatchObject({
      changes: [
        { field: "clusters[].cluster.server", before: "34.79.8.9", after: "https://34.78.1.2" },
        { before: `SHA-256 ${"aa".repeat(32)}`, after: `the cluster's CA, SHA-256 ${"aa".repeat(32)}` },
        { before: "gke_corp-data-prod_europe-west1_reporting" },
      ],
      undo: "Go back to the context that you had: kubectl config use-context gke_corp-data-prod_europe-west1_reporting",
    });
  });

  it.each([
    { endpoint: "dns", endpoints: {}, names: "allowExternalTraffic" },
    { endpoint: "dns", endpoints: { dns: { host: null, allowExternalTraffic: true } }, names: "RUNNING" },
    { endpoint: "public", endpoints: { ipEnabled: false }, names: "ipEndpointsConfig.enabled" },
    { endpoint: "private", endpoints: { ipEnabled: false }, names: "ipEndpointsConfig.enabled" },
    { endpoint: "public", endpoints: { public: { enabled: false, address: null } }, names: "enablePublicEndpoint" },
    { endpoint: "private", endpoints: { private: { enabled: false, address: null } }, names: "privateEndpoint" },
    { endpoint: "public", endpoints: { public: { address: null } }, names: "RUNNING" },
  ] as const)("refuses $endpoint, naming $names", ({ endpoint, endpoints, names }) => {
    expect(propose(endpoint, { cluster: clusterView({ endpoints }) })).toEqual({
      refused: expect.stringContaining(names),
    });
  });

  it("never writes a kubeconfig for an IP endpoint without its CA", () => {
    const cluster = clusterView({ caCertificate: null, endpoints: { dns: { allowExternalTraffic: true } } });
    expect(propose("public", { cluster })).toEqual({ refused: expect.stringContaining("clusterCaCertificate") });
    expect(propose("dns", { cluster })).not.toHaveProperty("refused");
  });

  it("refuses, by name, without the cluster", () => {
    const cluster = unobserved("timed-out", "no answer in 3 s");
    expect(propose("public", { cluster })).toEqual({ refused: expect.stringContaining("no answer in 3 s") });
  });
});
