import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { previewEntry } from "./preview-entry";

const cidr = "62.4.5.6/32";
const own = { cidr, marker: "m1" };
const office = { cidrBlock: "81.92.200.0/24", displayName: "office" };

describe("previewEntry", () => {
  it("shows the list before and after, with the name that the entry will have", () => {
    const preview = previewEntry({ view: clusterView(), cidr }, [own]);
    expect(preview).toMatchObject({ refused: null, shared: false, before: [office] });
    expect(preview.after).toEqual([office, { cidrBlock: cidr, displayName: "drawbridge:m1" }]);
    expect(preview.changes).toEqual([
      { field: expect.stringContaining("cidrBlocks"), before: null, after: `${cidr} (drawbridge:m1)` },
    ]);
  });

  it("changes nothing where our entry is there already", () => {
    const entries = [entry(cidr, "drawbridge:m1")];
    const view = clusterView({ authorizedNetworks: { entries } });
    expect(previewEntry({ view, cidr }, [own])).toMatchObject({ refused: null, shared: true, changes: [] });
    expect(previewEntry({ view, cidr }, [own]).after).toHaveLength(1);
  });

  it.each([
    ["covered by somebody else's", "81.92.200.7/32", {}, /let in already, by the entry 81\.92\.200\.0\/24 \(office\)/],
    ["filtering is off", cidr, { authorizedNetworks: { enabled: false } }, /Authorized networks are off/],
    ["IPv6", "2a01:4f8::1/128", {}, /IPv6/],
    ["private", "10.1.2.3/32", {}, /private range/],
    ["carrier-grade NAT", "100.64.1.1/32", {}, /carrier-grade-nat range/],
    ["documentation", "203.0.113.7/32", {}, /documentation address/],
    ["everybody", "0.0.0.0/0", {}, /every address/],
    [
      "no public endpoint",
      cidr,
      { endpoints: { public: { enabled: false, address: null } } },
      /public endpoint is off/,
    ],
    ["no IP endpoints", cidr, { endpoints: { ipEnabled: false } }, /IP endpoints are off/],
  ] as const)("refuses: %s", (_, network, differences, why) => {
    const view = clusterView(differences);
    const preview = previewEntry({ view, cidr: network }, [{ cidr: network, marker: "m2" }]);
    expect(preview.refused).toMatch(why);
    expect(preview).toMatchObject({ changes: [], after: preview.before });
  });

  it.each([
    [99, null],
    [100, /takes 100/],
  ])("with %i entries of others", (count, why) => {
    const entries = Array.from({ length: count }, (_, index) => entry(`81.92.${index}.0/24`, "x"));
    const { refused } = previewEntry({ view: clusterView({ authorizedNetworks: { entries } }), cidr }, [own]);
    if (why) expect(refused).toMatch(why);
    else expect(refused).toBeNull();
  });
});
