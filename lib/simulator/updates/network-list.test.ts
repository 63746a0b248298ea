import { describe, expect, it } from "vitest";
import { acceptList, isReserved, listLimit } from "./network-list";

describe("the entries of a list", () => {
  it.each([
    "999.1.1.1/32",
    "203.0.113.10",
    "203.0.113.0/33",
    "203.0.113.0/-1",
    "203.0.113.0/24/24",
    " 10.0.0.0/8",
    "010.0.0.0/8",
    "10.0.0/8",
    "2001:db8::/32",
    "::ffff:10.0.0.1/128",
    "office",
    "",
  ])("%j is refused", (cidrBlock) => {
    const { refusal } = acceptList([{ cidrBlock: "10.0.0.0/8" }, { cidrBlock }], "keep");
    const message = `Invalid value for "cluster.master_authorized_networks_config.cidr_blocks.cidr_block": "${cidrBlock}" is not a valid IPv4 CIDR block.`;
    expect(refusal).toMatchObject({ status: 400, json: { error: { message } } });
  });

  it("keeps order, names and duplicates", () => {
    const blocks = [
      { displayName: "b", cidrBlock: "10.2.0.0/16" },
      { cidrBlock: "0.0.0.0/0" },
      { displayName: "b", cidrBlock: "10.2.0.0/16" },
    ];
    expect(acceptList(blocks, "normalise")).toEqual({ blocks });
  });

  it.each([
    ["normalise", { blocks: [{ displayName: "x", cidrBlock: "203.0.113.0/24" }] }],
    ["keep", { blocks: [{ displayName: "x", cidrBlock: "203.0.113.10/24" }] }],
    ["refuse", { refusal: expect.objectContaining({ status: 400 }) }],
  ] as const)("host bits: %s", (hostBits, expected) => {
    expect(acceptList([{ displayName: "x", cidrBlock: "203.0.113.10/24" }], hostBits)).toEqual(expected);
  });

  it.each([
    ["10.0.0.0/8", true],
    ["10.255.255.255/32", true],
    ["8.0.0.0/6", false],
    ["10.0.0.0/7", false],
    ["11.0.0.0/8", false],
    ["172.16.0.0/12", true],
    ["172.32.0.0/16", false],
    ["192.168.0.0/16", true],
    ["100.64.0.0/10", true],
    ["100.128.0.0/10", false],
    ["240.0.0.0/4", true],
    ["0.0.0.0/0", false],
    ["35.221.175.0/32", false],
  ])("%s is reserved: %s", (cidr, reserved) => {
    expect(isReserved(cidr)).toBe(reserved);
  });

  it.each([
    [{}, 50],
    [{ privateClusterConfig: { enablePrivateNodes: true } }, 100],
    [{ networkConfig: { defaultEnablePrivateNodes: true } }, 100],
    [{ networkConfig: { defaultEnablePrivateNodes: false }, privateClusterConfig: { enablePrivateNodes: true } }, 50],
  ])("%j may have %d entries", (resource, limit) => {
    expect(listLimit(resource)).toBe(limit);
  });
});
