import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cidrContains } from "@/lib/core/address";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { allowNetwork } from "./allow-network";
import { arbitraryEntries, asEntries, entry, sentList } from "./authorized-networks/testing";

const dns = { kind: "dns", host: "gke-x.europe-west1.gke.goog", chosenBy: "request", why: "" } as const;
const privateOnly = { endpoints: { public: { enabled: false, address: null } } };
const enforced = { authorizedNetworks: { privateEndpointEnforcement: true } };

function propose(cidr: string, differences: Parameters<typeof clusterView>[0] = {}, facts: object = {}) {
  return allowNetwork.propose(healthySnapshot({ cluster: clusterView(differences), ...facts }), { cidr });
}

describe("allow-network", () => {
  it("adds the address at the end, under a name of ours", () => {
    const plan = propose("62.4.5.6");
    expect(plan).toMatchObject({
      title: "Let 62.4.5.6 in",
      risk: "widens-access",
      changes: [{ before: null, after: "62.4.5.6/32 (drawbridge 62.4.5.6)" }],
      permissions: ["container.clusters.get", "container.clusters.update", "container.operations.get"],
      commands: { kubectl: null },
      undo: "Remove the entry 62.4.5.6/32 again, from the list as it is by then.",
    });
    expect(sentList(plan)?.cidrBlocks).toEqual([
      { displayName: "office", cidrBlock: "81.92.200.0/24" },
      { displayName: "drawbridge 62.4.5.6", cidrBlock: "62.4.5.6/32" },
    ]);
  });

  it("clears host bits and says how many addresses a network has", () => {
    const plan = propose("62.4.5.6/29");
    expect(sentList(plan)?.cidrBlocks[1]?.cidrBlock).toBe("62.4.5.0/29");
    expect(plan).toMatchObject({ warnings: expect.arrayContaining(["All 8 addresses of 62.4.5.0/29 are let in."]) });
  });

  it("never touches another entry, and always lets the network in", () => {
    fc.assert(
      fc.property(arbitraryEntries(), (entries) => {
        const plan = propose("62.4.5.6/32", { authorizedNetworks: { entries } });
        const list = sentList(plan);
        const covered = entries.some(({ cidrBlock }) => cidrContains(cidrBlock, "62.4.5.6"));
        expect(list === undefined).toBe(covered);
        if (list) expect(asEntries(list).slice(0, -1)).toEqual(entries);
      }),
    );
  });

  it.each([
    ["nonsense", "62.4.5.600", {}, "62.4.5.600 is not an address or a CIDR."],
    ["IPv6", "2a01:4f8::1", {}, "2a01:4f8::1/128 is IPv6, and the list takes IPv4 only."],
    ["everybody", "0.0.0.0/0", {}, "0.0.0.0/0 is every address: that is no authorized network."],
    ["everybody, with host bits", "62.4.5.6/0", {}, "0.0.0.0/0 is every address: that is no authorized network."],
    [
      "a covered address, and says by what",
      "81.92.200.255",
      {},
      "81.92.200.255/32 is let in already, by the entry 81.92.200.0/24 (office).",
    ],
    [
      "a covered network",
      "81.92.200.128/25",
      {},
      "81.92.200.128/25 is let in already, by the entry 81.92.200.0/24 (office).",
    ],
    [
      "when authorized networks are off",
      "62.4.5.6",
      { authorizedNetworks: { enabled: false } },
      "Authorized networks are off: every address is let in, and sending a list would lock everybody else out.",
    ],
    [
      "when the IP endpoints are off",
      "62.4.5.6",
      { endpoints: { ipEnabled: false } },
      "The IP endpoints are off (ipEndpointsConfig.enabled): no list guards anything.",
    ],
    [
      "a public address on a private-only cluster",
      "62.4.5.6",
      privateOnly,
      "The public endpoint is off: your address is not the problem, and GKE refuses the public 62.4.5.6/32 here.",
    ],
    [
      "a private address",
      "10.1.2.3",
      {},
      "10.1.2.3/32 is a private range: the public endpoint never sees it, and the private one does not enforce the list.",
    ],
    [
      "a carrier's address",
      "100.64.0.1",
      {},
      "100.64.0.1/32 is a carrier-grade-nat range: the public endpoint never sees it, and the private one does not enforce the list.",
    ],
    [
      "a documentation address",
      "203.0.113.7",
      {},
      "203.0.113.7/32 is a documentation address, which no connection to GKE comes from.",
    ],
    ["loopback", "127.0.0.1", enforced, "127.0.0.1/32 is a loopback address, which no connection to GKE comes from."],
  ])("refuses %s", (_, cidr, differences, refused) => {
    expect(propose(cidr, differences)).toEqual({ refused });
  });

  it.each([
    ["enforced on the private endpoint", enforced],
    ["of a private-only cluster", privateOnly],
  ])("takes a private range into a list %s", (_, differences) => {
    expect(sentList(propose("10.96.0.0/16", differences))?.cidrBlocks.at(-1)?.cidrBlock).toBe("10.96.0.0/16");
  });

  it("refuses a caller of the DNS endpoint, a full list, and a cluster that could not be read", () => {
    expect(propose("62.4.5.6", {}, { target: dns })).toEqual({
      refused: "You use the DNS endpoint, which no authorized network guards.",
    });
    const entries = Array.from({ length: 100 }, (_, index) => entry(`185.${index}.0.0/24`));
    expect(propose("62.4.5.6", { authorizedNetworks: { entries } })).toEqual({
      refused: "The list would have 101 entries, and GKE takes 100: aggregate or remove some first.",
    });
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(propose("62.4.5.6", {}, { cluster })).toMatchObject({
      refused: expect.stringContaining("container.clusters.get"),
    });
  });

  it.each([
    [{ managedBy: "terraform" }, /next apply undoes/],
    [{ managedBy: "config-connector" }, /Config Connector/],
    [{ status: "RECONCILING" }, /RECONCILING/],
    [{ authorizedNetworks: { googleCloudAccess: true } }, /gcpPublicCidrsAccessEnabled/],
    [{}, /loses every display name/],
  ] as const)("warns of what would undo or lose something: %j", (differences, warning) => {
    expect(propose("62.4.5.6", differences)).toMatchObject({
      warnings: expect.arrayContaining([expect.stringMatching(warning)]),
    });
  });
});
