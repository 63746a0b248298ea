import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { openDnsEndpoint } from "./open-dns-endpoint";

const name = "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private";

function propose(differences: Parameters<typeof clusterView>[0] = {}) {
  return openDnsEndpoint.propose(healthySnapshot({ cluster: clusterView(differences) }), {});
}

function planOf(differences: Parameters<typeof clusterView>[0] = {}) {
  const plan = propose(differences);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

describe("open-dns-endpoint", () => {
  it("sends one field, with the etag, and touches no list", () => {
    const { steps, changes, risk } = planOf();
    expect(steps[0]?.request).toEqual({
      method: "PUT",
      path: `/v1/${name}`,
      body: {
        name,
        update: {
          etag: "9bcf1e2a",
          desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } },
        },
      },
    });
    expect(changes).toEqual([
      { field: "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic", before: "false", after: "true" },
    ]);
    expect(risk).toBe("widens-access");
  });

  it("gives the same as commands, and how to take it back", () => {
    const { commands, undo } = planOf();
    expect(commands.gcloud).toBe(
      [
        "gcloud container clusters update analytics-private \\",
        "  --location europe-west1 \\",
        "  --project corp-data-prod \\",
        "  --enable-dns-access",
        "gcloud container clusters get-credentials analytics-private \\",
        "  --location europe-west1 \\",
        "  --project corp-data-prod \\",
        "  --dns-endpoint",
      ].join("\n"),
    );
    expect(undo).toBe(
      "Close it again: gcloud container clusters update analytics-private --location europe-west1 --project corp-data-prod --no-enable-dns-access",
    );
  });

  it("keeps the IP endpoints off in Terraform, whose default is on", () => {
    expect(planOf().commands.terraform).toBe(
      "control_plane_endpoints_config {\n  dns_endpoint_config {\n    allow_external_traffic = true\n  }\n}\n",
    );
    const off = { enabled: false, address: null };
    expect(planOf({ endpoints: { ipEnabled: false, public: off, private: off } }).commands.terraform).toBe(
      "control_plane_endpoints_config {\n  dns_endpoint_config {\n    allow_external_traffic = true\n  }\n\n  ip_endpoints_config {\n    enabled = false\n  }\n}\n",
    );
  });

  it.each([
    [{ managedBy: "terraform" }, /next apply undoes/],
    [{ managedBy: "config-connector" }, /Config Connector/],
    [{ status: "RECONCILING" }, /RECONCILING/],
    [{}, /container\.clusters\.connect/],
  ] as const)("warns for %j", (differences, warning) => {
    expect(planOf(differences).warnings).toEqual(expect.arrayContaining([expect.stringMatching(warning)]));
  });

  it.each([
    [{ endpoints: { dns: { allowExternalTraffic: true } } }, /takes traffic from outside already/],
    [{ endpoints: { dns: { host: null } } }, /names no DNS endpoint/],
    [{ status: "PROVISIONING" }, /PROVISIONING/],
    [{ status: "ERROR" }, /ERROR/],
    [{ etag: "" }, /no etag/],
  ] as const)("refuses %j", (differences, refused) => {
    expect(propose(differences)).toEqual({ refused: expect.stringMatching(refused) });
  });

  it("refuses, by name, when the cluster could not be read", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(openDnsEndpoint.propose(healthySnapshot({ cluster }), {})).toEqual({
      refused: "The plan needs a fact that is missing (cluster): container.clusters.get.",
    });
  });
});
