import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { enableGlobalAccess } from "./enable-global-access";

const name = "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private";
type Differences = Parameters<typeof clusterView>[0];

function propose(differences: Differences = {}) {
  return enableGlobalAccess.propose(healthySnapshot({ cluster: clusterView(differences) }), {});
}

function planOf(differences: Differences = {}) {
  const plan = propose(differences);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

describe("enable-global-access", () => {
  it("sends one field, with the etag", () => {
    const { steps, changes, risk } = planOf();
    const desiredControlPlaneEndpointsConfig = { ipEndpointsConfig: { globalAccess: true } };
    const body = { name, update: { etag: "9bcf1e2a", desiredControlPlaneEndpointsConfig } };
    expect(steps.map(({ request }) => request)).toEqual([{ method: "PUT", path: `/v1/${name}`, body }]);
    expect(changes).toEqual([
      { field: "controlPlaneEndpointsConfig.ipEndpointsConfig.globalAccess", before: "false", after: "true" },
    ]);
    expect(risk).toBe("widens-access");
  });

  it("gives the same as commands, and how to take it back", () => {
    const { commands, undo } = planOf();
    const place = "--location europe-west1 --project corp-data-prod";
    expect(commands.gcloud?.replaceAll(" \\\n ", "")).toBe(
      `gcloud container clusters update analytics-private ${place} --enable-master-global-access`,
    );
    expect(commands.terraform).toBe(
      "private_cluster_config {\n  enable_private_nodes    = true\n  enable_private_endpoint = false\n\n  master_global_access_config {\n    enabled = true\n  }\n}\n",
    );
    expect(undo).toContain("--no-enable-master-global-access");
  });

  it.each([
    [{}, /only if your VM, VPN or Interconnect is in another region than europe-west1/],
    [{ name: { location: "europe-west1-b" } }, /another region than europe-west1:/],
    [{ managedBy: "terraform" }, /next apply undoes/],
  ] as const)("warns for %j", (differences, warning) => {
    expect(planOf(differences).warnings).toEqual(expect.arrayContaining([expect.stringMatching(warning)]));
  });

  it.each([
    [{ endpoints: { private: { globalAccess: true } } }, /already/],
    [{ endpoints: { private: { enabled: false, address: null } } }, /no private endpoint/],
    [{ managedBy: "composer" }, /change it through Composer \(gcloud composer environments update/],
    [{ status: "PROVISIONING" }, /PROVISIONING/],
    [{ etag: "" }, /no etag/],
  ] as const)("refuses %j", (differences, refused) => {
    expect(propose(differences)).toEqual({ refused: expect.stringMatching(refused) });
  });
});
