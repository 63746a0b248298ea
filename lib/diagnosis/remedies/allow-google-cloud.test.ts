import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { allowGoogleCloud } from "./allow-google-cloud";
import { entry, networksOf } from "./authorized-networks/testing";

const caller = { address: "34.140.61.85", family: "ipv4", scope: "public", source: "load-balancer" } as const;
const googleRange = { member: true, prefix: "34.140.0.0/16", scope: "europe-west1" };

function propose(differences: Parameters<typeof clusterView>[0] = {}, facts: object = {}) {
  return allowGoogleCloud.propose(
    healthySnapshot({ cluster: clusterView(differences), caller, googleRange, ...facts }),
    {},
  );
}

describe("allow-google-cloud", () => {
  it("sends the flag with the list and the other flag as they are", () => {
    const entries = [entry("81.92.200.7/24", "office"), entry("62.4.5.6")];
    const plan = propose({ authorizedNetworks: { entries, privateEndpointEnforcement: true } });
    if ("refused" in plan) throw new Error(plan.refused);
    expect(networksOf(plan.steps[0]?.request?.body)).toEqual({
      enabled: true,
      cidrBlocks: [{ displayName: "office", cidrBlock: "81.92.200.7/24" }, { cidrBlock: "62.4.5.6" }],
      gcpPublicCidrsAccessEnabled: true,
      privateEndpointEnforcementEnabled: true,
    });
    expect(plan.changes).toEqual([
      { field: expect.stringContaining("gcpPublicCidrsAccessEnabled"), before: "false", after: "true" },
    ]);
    expect(plan.risk).toBe("dangerous");
    expect(plan.commands.gcloud).toContain("--enable-google-cloud-access");
    expect(plan.commands.terraform).toContain("gcp_public_cidrs_access_enabled      = true");
    expect(plan.warnings).toEqual(expect.arrayContaining([expect.stringMatching(/every Google Cloud customer/)]));
    expect(plan.warnings).toEqual(expect.arrayContaining([expect.stringMatching(/privateEndpointEnforcementEnabled/)]));
  });

  it("shows that the flag was not set before", () => {
    expect(propose({ authorizedNetworks: { googleCloudAccess: null } })).toMatchObject({
      changes: [{ before: null, after: "true" }],
    });
  });

  it.each([
    ["it is on already", { authorizedNetworks: { googleCloudAccess: true } }, {}, /already/],
    ["the list is off", { authorizedNetworks: { enabled: false } }, {}, /Authorized networks are off/],
    [
      "the public endpoint is off",
      { endpoints: { public: { enabled: false, address: null } } },
      {},
      /public endpoint is off/,
    ],
    ["the cluster is being made", { status: "PROVISIONING" as const }, {}, /PROVISIONING/],
    [
      "the caller is not there",
      {},
      { googleRange: { member: false, prefix: null, scope: null } },
      /34\.140\.61\.85 is not an address of Google Cloud/,
    ],
    ["the ranges could not be read", {}, { googleRange: unobserved("timed-out", "4 s") }, /googleRange/],
    [
      "the DNS endpoint is used",
      {},
      { target: { kind: "dns", host: "x.gke.goog", chosenBy: "request", why: "" } },
      /DNS endpoint/,
    ],
  ])("refuses when %s", (_, differences, facts, refused) => {
    expect(propose(differences, facts)).toEqual({ refused: expect.stringMatching(refused) });
  });
});
