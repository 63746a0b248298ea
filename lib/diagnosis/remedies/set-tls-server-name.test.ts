import { describe, expect, it } from "vitest";
import { kubeconfigOf } from "@/lib/diagnosis/checks/given/testing";
import { healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { setTlsServerName } from "./set-tls-server-name";

const context = "gke_corp-data-prod_europe-west1_analytics-private";

function propose(replaced: Parameters<typeof healthySnapshot>[0]) {
  return setTlsServerName.propose(healthySnapshot(replaced), {});
}

describe("set-tls-server-name", () => {
  it("names the certificate's own name for a tunnel, and takes it back", () => {
    expect(propose({ kubeconfig: kubeconfigOf({ server: "127.0.0.1:8443" }) })).toMatchObject({
      changes: [{ field: "clusters[].cluster.tls-server-name", before: null, after: "kubernetes.default" }],
      commands: {
        kubectl: expect.stringMatching(/^kubectl config set-cluster gke_.*--tls-server-name=kubernetes.default$/s),
      },
      undo: `Take it back: kubectl config set-cluster ${context} --tls-server-name=`,
    });
  });

  it("restores the name that was there", () => {
    const kubeconfig = kubeconfigOf({ server: "127.0.0.1:8443", tlsServerName: "gke.local" });
    expect(propose({ kubeconfig })).toMatchObject({ undo: expect.stringContaining("--tls-server-name=gke.local") });
  });

  it.each([
    { server: "34.78.1.2" },
    { server: "gke-0a1b-123456789012.europe-west1.gke.goog" },
    { server: "gke-ffff-123456789012.europe-west1.gke.goog" },
    { server: "127.0.0.1:8443", tlsServerName: "kubernetes.default" },
  ])("refuses for $server with the name $tlsServerName", (differences) => {
    expect(propose({ kubeconfig: kubeconfigOf(differences) })).toHaveProperty("refused");
  });

  it("takes the entry that get-credentials writes when no kubeconfig was given", () => {
    expect(propose({})).toMatchObject({ commands: { kubectl: expect.stringContaining(context) } });
  });

  it("needs no cluster for a tunnel", () => {
    const cluster = unobserved("timed-out", "8 s");
    expect(propose({ cluster, kubeconfig: kubeconfigOf({ server: "127.0.0.1:8443" }) })).toMatchObject({
      commands: { kubectl: expect.stringContaining("--tls-server-name=kubernetes.default") },
    });
  });
});
