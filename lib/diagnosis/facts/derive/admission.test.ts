import { describe, expect, it } from "vitest";
import { parseCidr } from "@/lib/core/address";
import { describeEntries, letsEveryoneIn, listing } from "./admission";

function entriesOf(...cidrs: readonly string[]) {
  return cidrs.map((cidrBlock) => ({ cidrBlock, network: parseCidr(cidrBlock) ?? null, displayName: "" }));
}

describe("listing", () => {
  it.each([
    { asked: "81.92.200.0", list: ["81.92.200.0/24"], covered: "all" },
    { asked: "81.92.200.255", list: ["81.92.200.0/24"], covered: "all" },
    { asked: "81.92.199.255", list: ["81.92.200.0/24"], covered: "none" },
    { asked: "81.92.201.0", list: ["81.92.200.0/24"], covered: "none" },
    { asked: "81.92.200.9", list: ["81.92.200.77/24"], covered: "all" },
    { asked: "81.92.200.9", list: ["81.92.200.9"], covered: "all" },
    { asked: "81.92.200.9", list: ["office", "2a01::/16"], covered: "none" },
    { asked: "2a01::9", list: ["81.92.200.0/24", "2a01::/16"], covered: "all" },
    { asked: "2a02::9", list: ["0.0.0.0/0"], covered: "none" },
    { asked: "81.92.200.0/24", list: ["81.92.0.0/16"], covered: "all" },
    { asked: "81.92.200.0/24", list: ["81.92.200.128/25", "81.92.200.0/25"], covered: "all" },
    { asked: "81.92.200.0/24", list: ["81.92.200.0/25", "81.92.200.0/26"], covered: "some" },
    { asked: "81.92.200.0/23", list: ["81.92.200.0/24"], covered: "some" },
    { asked: "81.92.200.0/24", list: [], covered: "none" },
  ])("lets in $covered of $asked by $list", ({ asked, list, covered }) => {
    expect(listing({ entries: entriesOf(...list) }, asked).covered).toBe(covered);
  });

  it("names the entries that it went by", () => {
    const entries = entriesOf("81.92.200.128/25", "62.1.1.1/32", "81.92.200.0/25");
    expect(listing({ entries }, "81.92.200.0/24").by).toEqual([entries[0], entries[2]]);
    expect(listing({ entries }, "62.1.1.1").by).toEqual([entries[1]]);
  });
});

it.each([
  [["0.0.0.0/0"], true],
  [["0.0.0.0/1", "128.0.0.0/1"], true],
  [["0.0.0.0/1"], false],
  [["::/0"], false],
  [[], false],
])("%j lets everyone in: %s", (cidrs, everyone) => {
  const authorizedNetworks = {
    enabled: true,
    entries: entriesOf(...cidrs),
    googleCloudAccess: null,
    privateEndpointEnforcement: null,
  };
  expect(letsEveryoneIn({ authorizedNetworks })).toBe(everyone);
});

it("cuts a long list", () => {
  expect(describeEntries(entriesOf("10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16"), 2)).toBe(
    "10.0.0.0/8, 10.1.0.0/16 and 1 more",
  );
  expect(describeEntries([])).toBe("no entries");
});
