import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { usePrivateNetwork } from "./use-private-network";

function propose(differences: Parameters<typeof clusterView>[0] = {}) {
  return usePrivateNetwork.propose(healthySnapshot({ cluster: clusterView(differences) }), {});
}

function planOf(differences: Parameters<typeof clusterView>[0] = {}) {
  const plan = propose(differences);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

describe("use-private-network", () => {
  it("sends nothing, and gives the tunnel's commands", () => {
    const { steps, commands, risk } = planOf();
    expect(risk).toBe("none");
    expect(steps.filter(({ request }) => request !== null)).toEqual([]);
    expect(commands.gcloud).toBe(
      [
        "gcloud container clusters get-credentials analytics-private \\",
        "  --location europe-west1 \\",
        "  --project corp-data-prod \\",
        "  --internal-ip",
        "gcloud compute ssh BASTION \\",
        "  --project corp-data-prod \\",
        "  --zone ZONE \\",
        "  --tunnel-through-iap \\",
        "  -- -N -L 8443:172.16.0.2:443",
      ].join("\n"),
    );
    expect(commands.kubectl).toBe(
      [
        "kubectl config set-cluster gke_corp-data-prod_europe-west1_analytics-private \\",
        "  --server=https://127.0.0.1:8443 \\",
        "  --tls-server-name=kubernetes.default",
      ].join("\n"),
    );
  });

  it("says that Cloud Shell is not inside", () => {
    expect(planOf().warnings).toEqual(
      expect.arrayContaining([expect.stringMatching(/Cloud Shell.*--internal-ip.*never/)]),
    );
  });

  it.each([
    [{ name: { location: "europe-west1-b" } }, /must be in europe-west1\./, true],
    [{ endpoints: { private: { globalAccess: true } } }, /Global access is off/, false],
    [{ connectivity: "vpc-peering" }, /exported custom routes/, true],
    [{}, /exported custom routes/, false],
    [{ authorizedNetworks: { privateEndpointEnforcement: true } }, /guards the private endpoint too/, true],
    [
      { authorizedNetworks: { enabled: false, privateEndpointEnforcement: true } },
      /guards the private endpoint too/,
      false,
    ],
  ] as const)("warns for %j of %s: %s", (differences, warning, warned) => {
    expect(planOf(differences).warnings.some((text) => warning.test(text))).toBe(warned);
  });

  it("refuses a cluster without a private endpoint", () => {
    expect(propose({ endpoints: { private: { enabled: false, address: null } } })).toEqual({
      refused: expect.stringContaining("no private endpoint"),
    });
  });
});
