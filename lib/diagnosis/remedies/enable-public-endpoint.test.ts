import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { arbitraryEntries, asEntries, entry, networksOf, sentList } from "./authorized-networks/testing";
import { enablePublicEndpoint } from "./enable-public-endpoint";

type Differences = NonNullable<Parameters<typeof clusterView>[0]>;

const off = { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" };

function propose({ endpoints = {}, ...rest }: Differences = {}) {
  const cluster = clusterView({ ...rest, endpoints: { ...off, ...endpoints } });
  return enablePublicEndpoint.propose(healthySnapshot({ cluster }), {});
}

function planOf(differences: Differences = {}) {
  const plan = propose(differences);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

describe("enable-public-endpoint", () => {
  it("switches authorized networks on in the very same request, with the list as it is", () => {
    const { steps, risk } = planOf({
      authorizedNetworks: { googleCloudAccess: null, privateEndpointEnforcement: true },
    });
    const name = "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private";
    expect(steps[0]?.request).toEqual({
      method: "PUT",
      path: `/v1/${name}`,
      body: {
        name,
        update: {
          etag: "9bcf1e2a",
          desiredControlPlaneEndpointsConfig: {
            ipEndpointsConfig: {
              enablePublicEndpoint: true,
              authorizedNetworksConfig: {
                enabled: true,
                cidrBlocks: [{ displayName: "office", cidrBlock: "81.92.200.0/24" }],
                privateEndpointEnforcementEnabled: true,
              },
            },
          },
        },
      },
    });
    expect(risk).toBe("dangerous");
  });

  it("echoes any list byte for byte, and is never open or unfiltered", () => {
    fc.assert(
      fc.property(arbitraryEntries({ minLength: 0 }), fc.boolean(), (entries, enabled) => {
        const plan = propose({ authorizedNetworks: { entries, enabled } });
        const sent = sentList(plan);
        if (!sent) return expect(plan).toHaveProperty("refused");
        expect(sent.enabled).toBe(true);
        expect(asEntries(sent)).toEqual(entries);
      }),
    );
  });

  it("says so when the list was off", () => {
    expect(planOf().changes).toEqual([
      { field: "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint", before: "false", after: "true" },
    ]);
    expect(planOf({ authorizedNetworks: { enabled: false, entries: [] } }).changes[1]).toMatchObject({
      field: expect.stringContaining("authorizedNetworksConfig.enabled"),
      before: "false",
      after: "true",
    });
  });

  it("gives gcloud the complete list, or nothing when an entry would break it", () => {
    expect(planOf().commands.gcloud).toContain(
      "--no-enable-private-endpoint \\\n  --enable-master-authorized-networks \\\n  --master-authorized-networks 81.92.200.0/24\n",
    );
    const empty = planOf({ authorizedNetworks: { entries: [] } });
    expect(empty.commands.gcloud).not.toContain("--master-authorized-networks ");
    expect(empty.warnings).toContain("From outside, the list lets in nobody.");
    const odd = planOf({ authorizedNetworks: { entries: [entry("10.0.0.1,10.0.0.2")] } });
    expect(odd.commands.gcloud).toBeNull();
    expect(networksOf(odd.steps[0]?.request?.body).cidrBlocks).toEqual([{ cidrBlock: "10.0.0.1,10.0.0.2" }]);
  });

  it("gives Terraform both blocks, without host bits", () => {
    expect(planOf({ authorizedNetworks: { entries: [entry("10.1.2.3/24", `$${"{vpn}"}`)] } }).commands.terraform).toBe(
      `private_cluster_config {
  enable_private_nodes    = true
  enable_private_endpoint = false
}

master_authorized_networks_config {
  gcp_public_cidrs_access_enabled = false
  private_endpoint_enforcement_enabled = false
  cidr_blocks {
    cidr_block   = "10.1.2.0/24"
    display_name = "$\${vpn}"
  }
}
`,
    );
  });

  it.each([
    [{ authorizedNetworks: { googleCloudAccess: true } }, /every Google Cloud customer/],
    [{ connectivity: "vpc-peering" }, /VPC peering/],
    [{ managedBy: "terraform" }, /next apply undoes/],
    [{}, /loses every display name/],
    [{}, /lets in 81\.92\.200\.0\/24 \(office\)/],
  ] as const)("warns for %j", (differences, warning) => {
    expect(planOf(differences).warnings).toEqual(expect.arrayContaining([expect.stringMatching(warning)]));
  });

  it.each([
    [
      { endpoints: { public: { enabled: true, address: "34.78.1.2" } } },
      "The public endpoint is on already (34.78.1.2).",
    ],
    [
      { endpoints: { ipEnabled: false } },
      "The IP endpoints are off (ipEndpointsConfig.enabled): use the DNS endpoint.",
    ],
    [
      { authorizedNetworks: { entries: [entry("0.0.0.0/0")] } },
      "The list lets in every address (0.0.0.0/0): the public endpoint would be open to everybody.",
    ],
    [{ status: "STOPPING" }, "The cluster is STOPPING: GKE takes no update of it."],
    [{ etag: "" }, "Google gave no etag for this cluster: an update could overwrite somebody else's."],
  ] as const)("refuses %j", (differences, refused) => {
    expect(propose(differences)).toEqual({ refused });
  });

  it("refuses two halves that are everybody", () => {
    const entries = [entry("0.0.0.0/1"), entry("128.0.0.0/1")];
    expect(propose({ authorizedNetworks: { entries } })).toHaveProperty("refused");
  });
});
