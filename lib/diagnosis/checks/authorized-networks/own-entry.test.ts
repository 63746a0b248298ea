import { describe, expect, it } from "vitest";
import { ownEarlierEntry } from "./own-entry";
import { entry } from "./testing";

const address = "81.92.200.7";
const find = (...entries: readonly (readonly [string, string])[]) =>
  ownEarlierEntry(
    entries.map(([cidr, name]) => entry(cidr, name)),
    address,
  )?.cidrBlock;

describe("ownEarlierEntry", () => {
  it.each(["ana laptop", "home-office", "office DSL, dynamic", "ana@corp.example", "my-ip", "민지 노트북", "Bob_WiFi"])(
    "finds %s anywhere in the caller's /16, and not beyond",
    (name) => {
      expect(find(["81.92.0.1/32", name])).toBe("81.92.0.1/32");
      expect(find(["81.92.255.255/32", name])).toBe("81.92.255.255/32");
      expect(find(["81.91.255.255/32", name])).toBeUndefined();
      expect(find(["81.93.0.1/32", name])).toBeUndefined();
    },
  );

  it.each(["", "drawbridge 81.92.200.9", "2026-01-02"])("finds an entry named %j in the caller's /24 only", (name) => {
    expect(find(["81.92.200.9/32", name])).toBe("81.92.200.9/32");
    expect(find(["81.92.201.9/32", name])).toBeUndefined();
  });

  it.each(["bastion", "home office vpn", "ci runner laptop pool", "warehouse", "ana", "partner", "static home"])(
    "leaves %s alone, even next door",
    (name) => {
      expect(find(["81.92.200.9/32", name])).toBeUndefined();
    },
  );

  it("does not choose between two", () => {
    expect(find(["81.92.1.9/32", "ana laptop"], ["81.92.2.9/32", "bob laptop"])).toBeUndefined();
    expect(find(["81.92.200.8/32", ""], ["81.92.200.9/32", ""])).toBeUndefined();
    expect(
      find(["81.92.1.9/32", "ana laptop"], ["81.92.2.9/32", "bob laptop"], ["81.92.200.9/32", ""]),
    ).toBeUndefined();
  });

  it.each([
    ["a range", "81.92.200.8/31"],
    ["a network's address", "81.92.200.0/32"],
    ["an unreadable entry", "81.92.200.9/33"],
    ["an IPv6 host", "2a01:4f8::1/128"],
  ])("does not take %s for anybody's address", (_, cidr) => {
    expect(find([cidr, "ana laptop"])).toBeUndefined();
  });

  it("takes no private entry, whatever its name", () => {
    expect(ownEarlierEntry([entry("10.1.2.3/32", "ana laptop")], "10.1.2.9")).toBeUndefined();
  });
});
