import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { entry, sentList } from "./authorized-networks/testing";
import { enableAuthorizedNetworks } from "./enable-authorized-networks";

type Differences = Parameters<typeof clusterView>[0];
const off = { authorizedNetworks: { enabled: false, entries: [] } } as const;

function propose(cidrs: readonly string[], differences: Differences = off) {
  return enableAuthorizedNetworks.propose(healthySnapshot({ cluster: clusterView(differences) }), { cidrs });
}

describe("enable-authorized-networks", () => {
  it("turns filtering on with the given networks alone, and says whom that locks out", () => {
    const plan = propose(["62.4.5.6/32"]);
    expect(plan).toMatchObject({
      risk: "dangerous",
      undo: null,
      changes: [
        { field: expect.stringMatching(/authorizedNetworksConfig\.enabled$/), before: "false", after: "true" },
        { before: null, after: "62.4.5.6/32 (let in when filtering began)" },
      ],
      warnings: expect.arrayContaining([
        expect.stringMatching(/From then on only 62\.4\.5\.6\/32 is: every other office, .* locked out at once/),
      ]),
    });
    expect(sentList(plan)).toEqual({
      enabled: true,
      cidrBlocks: [{ cidrBlock: "62.4.5.6/32", displayName: "let in when filtering began" }],
      gcpPublicCidrsAccessEnabled: false,
      privateEndpointEnforcementEnabled: false,
    });
  });

  it("keeps entries that are there, and adds none that they cover", () => {
    const entries = [entry("62.4.5.9/24", "büro")];
    const plan = propose(["62.4.5.6/32", "62.4.6.1"], { authorizedNetworks: { enabled: false, entries } });
    expect(sentList(plan)?.cidrBlocks).toEqual([
      { cidrBlock: "62.4.5.9/24", displayName: "büro" },
      { cidrBlock: "62.4.6.1/32", displayName: "let in when filtering began" },
    ]);
  });

  it.each([
    [["62.4.5.6/32"], { authorizedNetworks: { enabled: true } }, /on already/],
    [[], off, /nobody from outside/],
    [["0.0.0.0/0"], off, /every address/],
    [["10.1.2.3/32"], off, /public endpoint never sees it/],
    [["2a01:4f8::1"], off, /IPv6/],
    [["62.4.5.6/32"], { ...off, managedBy: "composer" }, /change it through Composer/],
    [["62.4.5.6/32"], { ...off, endpoints: { ipEnabled: false } }, /IP endpoints are off/],
  ] as const)("refuses %j for %j", (cidrs, differences, refused) => {
    expect(propose(cidrs, differences)).toEqual({ refused: expect.stringMatching(refused) });
  });
});
