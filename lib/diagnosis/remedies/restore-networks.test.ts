import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { asEntries, entry, sentList } from "./authorized-networks/testing";
import { restoreNetworks } from "./restore-networks";

const mine = entry("188.99.17.203/32");

function propose(cidrs: readonly string[], differences: Parameters<typeof clusterView>[0] = {}) {
  const cluster = clusterView({ authorizedNetworks: { entries: [mine] }, ...differences });
  return restoreNetworks.propose(healthySnapshot({ cluster }), { cidrs });
}

describe("restore-networks", () => {
  it("adds what was lost, as it was written, behind what is there", () => {
    const plan = propose(["81.92.200.7/24", "10.0.0.0/8", "185.44.108.30/32"]);
    expect(plan).toMatchObject({ title: "Restore 3 entries", risk: "widens-access" });
    const sent = sentList(plan);
    expect(sent && asEntries(sent)).toEqual([
      mine,
      entry("81.92.200.7/24", "restored"),
      entry("10.0.0.0/8", "restored"),
      entry("185.44.108.30/32", "restored"),
    ]);
  });

  it("leaves out what is covered again and what GKE would refuse, and says so", () => {
    const plan = propose(["81.92.200.0/24", "188.99.17.203", "typo", "0.0.0.0/0", "81.92.200.0/24"]);
    expect(sentList(plan)?.cidrBlocks).toHaveLength(2);
    expect(plan).toMatchObject({
      title: "Restore 81.92.200.0/24",
      warnings: expect.arrayContaining([
        "188.99.17.203 is let in already, by the entry 188.99.17.203/32.",
        "typo is no IPv4 network: it stays out.",
        "0.0.0.0/0 is every address: it stays out.",
      ]),
    });
  });

  it.each([
    [
      "everything is there again",
      ["188.99.17.203/32"],
      {},
      "188.99.17.203/32 is let in already, by the entry 188.99.17.203/32.",
    ],
    ["nothing was lost", [], {}, "The recorded call removed no entry."],
    [
      "the public endpoint is off by now",
      ["81.92.200.0/24"],
      { endpoints: { public: { enabled: false, address: null } } },
      "The public endpoint is off, and GKE refuses the public 81.92.200.0/24: it stays out.",
    ],
  ])("refuses when %s", (_, cidrs, differences, refused) => {
    expect(propose(cidrs, differences)).toEqual({ refused });
  });

  it("refuses a list that is off", () => {
    expect(propose(["81.92.200.0/24"], { authorizedNetworks: { enabled: false } })).toMatchObject({
      refused: expect.stringContaining("Authorized networks are off"),
    });
  });
});
