import { describe, expect, it } from "vitest";
import { kubeconfigOf } from "@/lib/diagnosis/checks/given/testing";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { correctProxy } from "./correct-proxy";

const context = "gke_corp-data-prod_europe-west1_analytics-private";

function propose(replaced: Parameters<typeof healthySnapshot>[0], proxy: string | null = "127.0.0.1:8888") {
  return correctProxy.propose(healthySnapshot(replaced), { proxy });
}

describe("correct-proxy", () => {
  it("removes the kubeconfig's proxy, and puts it back", () => {
    expect(propose({ kubeconfig: kubeconfigOf({ proxyUrl: "http://127.0.0.1:8888" }) })).toMatchObject({
      changes: [{ field: "clusters[].cluster.proxy-url", before: "http://127.0.0.1:8888", after: null }],
      commands: { gcloud: null, kubectl: `kubectl config set-cluster ${context} --proxy-url=` },
      undo: `Take it back: kubectl config set-cluster ${context} --proxy-url=http://127.0.0.1:8888`,
    });
  });

  it("leaves only the control plane out of a proxy of the environment", () => {
    expect(propose({}, null)).toMatchObject({
      title: "Connect without the proxy, or correct it",
      changes: [],
      undo: "Open a new terminal: it has the old settings.",
      steps: [{ summary: "See whether a proxy is set: env | grep -i _proxy" }, {}],
      commands: { kubectl: 'unset HTTPS_PROXY https_proxy\nexport NO_PROXY="$NO_PROXY,"34.78.1.2,172.16.0.2' },
    });
  });

  it("names no address for NO_PROXY when there is none", () => {
    const off = { enabled: false, address: null };
    const cluster = clusterView({ endpoints: { public: off, private: off } });
    expect(propose({ cluster })).toMatchObject({ commands: { kubectl: "unset HTTPS_PROXY https_proxy" } });
  });

  it("offers the DNS endpoint only when it is open", () => {
    const cluster = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
    expect(propose({ cluster })).toMatchObject({ commands: { gcloud: expect.stringContaining("--dns-endpoint") } });
    expect(propose({})).toMatchObject({ commands: { gcloud: null } });
  });

  it("needs no cluster: the proxy is in the way of reading it too", () => {
    expect(propose({ cluster: unobserved("needs-another-fact", "not found") }, null)).toMatchObject({
      commands: { gcloud: null, kubectl: "unset HTTPS_PROXY https_proxy" },
    });
  });
});
