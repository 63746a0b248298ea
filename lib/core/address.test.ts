import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { addressScope, cidrContains, parseAddress, parseCidr, singleHostCidr } from "./address";

describe("parseAddress", () => {
  it.each([
    ["198.51.100.7", "198.51.100.7"],
    [" 198.51.100.7\n", "198.51.100.7"],
    ["::ffff:198.51.100.7", "198.51.100.7"],
    ["2001:DB8::1", "2001:db8::1"],
  ])("reads %j as %s", (text, address) => expect(parseAddress(text)).toBe(address));

  it.each([
    "",
    "010.0.0.1",
    "256.1.1.1",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.4.",
    "0x7f.1",
    "127.1",
    "::1%eth0",
    "a",
    "1.2.3.4/32",
  ])("refuses %j", (text) => expect(parseAddress(text)).toBeUndefined());

  it("accepts exactly the IPv4 texts that zod accepts", () => {
    const almost = fc
      .array(fc.constantFrom("0", "1", "9", "25", "255", "256", "007", ".", ".."), { maxLength: 9 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), almost), (text) => {
        expect(parseAddress(text) !== undefined).toBe(z.ipv4().safeParse(text).success);
      }),
    );
  });
});

describe("parseCidr", () => {
  it.each([
    ["203.0.113.10/24", "203.0.113.0/24"],
    ["203.0.113.10", "203.0.113.10/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["1.2.3.4/32", "1.2.3.4/32"],
    ["2001:db8::1/64", "2001:db8::/64"],
  ])("reads %j as %s", (text, cidr) => expect(parseCidr(text)).toBe(cidr));

  it.each([
    "256.1.1.1/8",
    "10.0.0.0/-1",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "/8",
    "2001:db8::/129",
  ])("refuses %j", (text) => expect(parseCidr(text)).toBeUndefined());
});

describe("cidrContains", () => {
  it.each([
    ["198.51.100.0/24", "198.51.100.0", true],
    ["198.51.100.0/24", "198.51.100.255", true],
    ["198.51.100.0/24", "198.51.99.255", false],
    ["198.51.100.0/24", "198.51.101.0", false],
    ["198.51.100.0/24", "198.51.100.128/25", true],
    ["198.51.100.128/25", "198.51.100.0/24", false],
    ["0.0.0.0/0", "8.8.8.8", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8::1", true],
    ["nonsense", "8.8.8.8", false],
  ])("%s contains %s: %s", (outer, inner, contains) => expect(cidrContains(outer, inner)).toBe(contains));

  it("agrees with arithmetic on every IPv4 network", () => {
    const number = (address: string) => address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (network, length, address) => {
        const size = 2 ** (32 - length);
        const same = Math.floor(number(network) / size) === Math.floor(number(address) / size);
        expect(cidrContains(`${network}/${length}`, address)).toBe(same);
      }),
    );
  });
});

describe("addressScope", () => {
  it.each([
    ["8.8.8.8", "public"],
    ["10.0.0.1", "private"],
    ["172.15.255.255", "public"],
    ["172.16.0.0", "private"],
    ["172.31.255.255", "private"],
    ["172.32.0.0", "public"],
    ["100.63.255.255", "public"],
    ["100.64.0.0", "carrier-grade-nat"],
    ["100.127.255.255", "carrier-grade-nat"],
    ["100.128.0.0", "public"],
    ["203.0.113.7", "documentation"],
    ["127.0.0.1", "loopback"],
    ["::1", "loopback"],
    ["169.254.169.254", "link-local"],
    ["2001:db8::1", "documentation"],
    ["2a00:1450::1", "public"],
    ["fd00::1", "private"],
    ["10.0.0.0/8", "private"],
  ])("%s is %s", (address, scope) => expect(addressScope(address)).toBe(scope));
});

it("singleHostCidr leaves a CIDR as it is", () => {
  expect(singleHostCidr("1.2.3.4")).toBe("1.2.3.4/32");
  expect(singleHostCidr("2001:db8::1")).toBe("2001:db8::1/128");
  expect(singleHostCidr("1.2.3.0/24")).toBe("1.2.3.0/24");
});
