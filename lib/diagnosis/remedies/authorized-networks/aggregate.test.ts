import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cidrContains } from "@/lib/core/address";
import { aggregateEntries } from "./aggregate";
import { arbitraryEntries, entry } from "./testing";

const aggregate = (...entries: readonly (readonly [string, string])[]) =>
  aggregateEntries(entries.map(([cidr, name]) => entry(cidr, name))).entries.map(
    ({ cidrBlock, displayName }) => [cidrBlock, displayName] as const,
  );

describe("aggregateEntries", () => {
  it("joins the names of halves, at the place of the first", () => {
    expect(aggregate(["81.92.200.128/25", "lab"], ["185.44.108.30/32", "vpn"], ["81.92.200.0/25", "desks"])).toEqual([
      ["81.92.200.0/24", "lab + desks"],
      ["185.44.108.30/32", "vpn"],
    ]);
  });

  it("keeps the bytes of an entry that covers others, host bits and all", () => {
    expect(aggregate(["81.92.200.9/32", "desk"], ["81.92.200.1/24", "office"])).toEqual([["81.92.200.1/24", "office"]]);
  });

  it.each([
    ["an unreadable entry", "81.92.200.0/33", "typo"],
    ["an IPv6 entry", "2a01:4f8::/32", "v6"],
    ["an entry of Drawbridge's own", "81.92.200.9/32", "drawbridge 81.92.200.9"],
    ["a marked entry", "81.92.200.9/32", "drawbridge:4f1c"],
  ])("leaves %s where and as it is", (_, cidr, name) => {
    expect(aggregate([cidr, name], ["81.92.200.0/24", "office"])).toEqual([
      [cidr, name],
      ["81.92.200.0/24", "office"],
    ]);
  });

  it("says what became what", () => {
    const { merges } = aggregateEntries([entry("10.0.0.0/9", "a"), entry("62.4.5.6/32"), entry("10.128.0.0/9", "a")]);
    expect(merges).toEqual([
      {
        into: { cidrBlock: "10.0.0.0/8", displayName: "a" },
        from: [entry("10.0.0.0/9", "a"), entry("10.128.0.0/9", "a")],
      },
    ]);
  });

  it("lets in the same addresses, and keeps what it did not merge byte for byte", () => {
    fc.assert(
      fc.property(arbitraryEntries(), (entries) => {
        const { entries: fewer, merges } = aggregateEntries(entries);
        const merged = new Set(merges.flatMap(({ from }) => from));
        const made = new Set(merges.map(({ into }) => into));
        expect(fewer.filter((one) => !made.has(one))).toEqual(entries.filter((one) => !merged.has(one)));
        for (const one of entries) {
          if (one.network === null) continue;
          expect(fewer.some(({ cidrBlock }) => cidrContains(cidrBlock, one.cidrBlock))).toBe(true);
        }
      }),
    );
  });

  it("has nothing left to do the second time", () => {
    fc.assert(
      fc.property(arbitraryEntries(), (entries) => {
        const once = aggregateEntries(entries).entries;
        expect(aggregateEntries(once)).toEqual({ entries: once, merges: [] });
      }),
    );
  });
});
