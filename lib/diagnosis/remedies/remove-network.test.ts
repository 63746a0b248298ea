import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { arbitraryEntries, asEntries, entry, sentList } from "./authorized-networks/testing";
import { removeNetwork } from "./remove-network";

function propose(cidr: string, entries: ReturnType<typeof entry>[], networks: object = {}) {
  const cluster = clusterView({ authorizedNetworks: { entries, ...networks } });
  return removeNetwork.propose(healthySnapshot({ cluster }), { cidr });
}

describe("remove-network", () => {
  const list = [entry("81.92.200.0/24", "office"), entry("62.4.5.6/32", "ana"), entry("typo")];

  it("takes one entry out, and says how to put it back", () => {
    expect(propose("62.4.5.6/32", list)).toMatchObject({
      title: "Remove 62.4.5.6/32",
      risk: "disruptive",
      changes: [{ before: "62.4.5.6/32 (ana)", after: null }],
      undo: "Add 62.4.5.6/32 (ana) again, to the list as it is by then.",
    });
  });

  it("takes out an entry that cannot be read", () => {
    expect(propose("typo", list)).toMatchObject({ changes: [{ before: "typo", after: null }] });
  });

  it("removes one entry and leaves the others byte for byte, or refuses", () => {
    fc.assert(
      fc.property(arbitraryEntries(), fc.nat(), (entries, seed) => {
        const position = seed % entries.length;
        const plan = propose(entries[position]?.cidrBlock ?? "", entries);
        const sent = sentList(plan);
        if (sent) expect(asEntries(sent)).toEqual(entries.toSpliced(position, 1));
        else expect(entries.length === 1 || "refused" in plan).toBe(true);
      }),
    );
  });

  it.each([
    [
      "the last entry",
      "62.4.5.6/32",
      [entry("62.4.5.6/32", "ana")],
      "62.4.5.6/32 (ana) is the last entry: without it nobody from outside is let in.",
    ],
    ["an entry that is not there", "62.4.5.7/32", list, "62.4.5.7/32 is not in the list."],
    [
      "one of two alike",
      "62.4.5.6/32",
      [entry("62.4.5.6/32", "ana"), entry("62.4.5.6/32", "bob")],
      "Two entries are 62.4.5.6/32, 62.4.5.6/32 (ana) and 62.4.5.6/32 (bob): aggregate the list, or change it by hand.",
    ],
  ])("refuses %s", (_, cidr, entries, refused) => {
    expect(propose(cidr, entries)).toEqual({ refused });
  });

  it("refuses a list that is off", () => {
    expect(propose("62.4.5.6/32", list, { enabled: false })).toMatchObject({
      refused: expect.stringContaining("Authorized networks are off"),
    });
  });
});
