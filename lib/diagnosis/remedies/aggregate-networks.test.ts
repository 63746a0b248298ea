import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { aggregateNetworks } from "./aggregate-networks";
import { asEntries, entry, sentList } from "./authorized-networks/testing";

function propose(entries: ReturnType<typeof entry>[], networks: object = {}) {
  const cluster = clusterView({ authorizedNetworks: { entries, ...networks } });
  return aggregateNetworks.propose(healthySnapshot({ cluster }), {});
}

describe("aggregate-networks", () => {
  it("sends the shorter list and says what became what", () => {
    const plan = propose([
      entry("62.4.4.0/24", "berlin"),
      entry("185.44.108.30/32", "vpn"),
      entry("62.4.5.0/24", "bonn"),
    ]);
    expect(plan).toMatchObject({
      title: "Make 2 entries of 3",
      risk: "safe",
      steps: [{ summary: "Send the list with 1 entry fewer, for exactly the same addresses." }],
      warnings: expect.arrayContaining([
        "62.4.4.0/24 (berlin), 62.4.5.0/24 (bonn) become 62.4.4.0/23 (berlin + bonn).",
      ]),
    });
    const sent = sentList(plan);
    expect(sent && asEntries(sent)).toEqual([entry("62.4.4.0/23", "berlin + bonn"), entry("185.44.108.30/32", "vpn")]);
  });

  it("works on a list that is over the limit", () => {
    const many = Array.from({ length: 120 }, (_, index) => entry(`185.120.${index}.0/24`));
    expect(sentList(propose(many))?.cidrBlocks).toHaveLength(4);
  });

  it("refuses when there is nothing to merge", () => {
    expect(propose([entry("62.4.5.0/24"), entry("62.4.6.0/24")])).toEqual({
      refused: "None of the 2 entries covers another or is the other half of its block.",
    });
  });

  it("refuses a list that is off", () => {
    expect(propose([entry("62.4.4.0/24"), entry("62.4.5.0/24")], { enabled: false })).toMatchObject({
      refused: expect.stringContaining("Authorized networks are off"),
    });
  });
});
