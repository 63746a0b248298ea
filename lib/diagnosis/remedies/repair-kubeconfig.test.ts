import { describe, expect, it } from "vitest";
import { kubeconfigOf, says } from "@/lib/diagnosis/checks/given/testing";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { repairKubeconfig } from "./repair-kubeconfig";

const server = "gke-0a1b-123456789012.europe-west1.gke.goog";

function propose(replaced: Parameters<typeof healthySnapshot>[0]) {
  return repairKubeconfig.propose(healthySnapshot(replaced), {});
}

describe("repair-kubeconfig", () => {
  it("removes the CA that is pinned for a DNS endpoint", () => {
    expect(propose({ kubeconfig: kubeconfigOf({ server }) })).toMatchObject({
      changes: [{ field: "clusters[].cluster.certificate-authority-data", after: null }],
      commands: {
        kubectl:
          "kubectl config unset clusters.gke_corp-data-prod_europe-west1_analytics-private.certificate-authority-data",
      },
    });
  });

  it.each(["gke_example.com:proj_europe-west1_c", null])(
    "gives no kubectl command for the entry %s, which kubectl cannot name",
    (context) => {
      expect(propose({ kubeconfig: kubeconfigOf({ server, context }) })).toMatchObject({ commands: { kubectl: null } });
    },
  );

  it("has a file that cannot be read copied first", () => {
    const plan = propose({ errorText: says("kubeconfig-invalid") });
    expect(plan).toMatchObject({ steps: [{ summary: expect.stringContaining("config.before") }, {}, {}] });
  });

  it("refuses when nothing shows something to repair", () => {
    expect(propose({ kubeconfig: kubeconfigOf() })).toHaveProperty("refused");
    expect(propose({ kubeconfig: kubeconfigOf({ server, caSha256: null }) })).toHaveProperty("refused");
  });
});
