import { describe, expect, it } from "vitest";
import { mistakeFor } from "./mistyped-entry";
import { entry } from "./testing";

const find = (cidr: string, name = "", address = "81.92.200.7") => mistakeFor([entry(cidr, name)], address);

describe("an entry that was evidently meant for 81.92.200.7", () => {
  it.each([
    ["81.92.200.7/33", "cannot be read as a CIDR"],
    ["81.92.200.7 /32", "cannot be read as a CIDR"],
    ["81.92.200.7-81.92.200.9", "cannot be read as a CIDR"],
    ["81,92,200,7/32", "cannot be read as a CIDR"],
    ["81.92.200.300/24", "cannot be read as a CIDR"],
    ["81.92.200/24", "cannot be read as a CIDR"],
    ["81.92.200.*", "cannot be read as a CIDR"],
    ["::ffff:81.92.200.7/128", "is written as an IPv6 network"],
    ["81.92.200.0/32", "has the mask of one host, and 81.92.200.0/24 was meant"],
    ["81.92.0.0/32", "has the mask of one host, and 81.92.0.0/16 was meant"],
  ])("%s %s, and lets nobody in", (cidr, what) => {
    expect(find(cidr)).toMatchObject({ what, useless: true });
  });

  it.each([
    ["81.92.200.130/25", "", "has host bits, and its mask covers 81.92.200.128/25 only"],
    ["81.92.193.10/21", "", "has host bits, and its mask covers 81.92.192.0/21 only"],
    ["81.29.200.0/24", "office 81.92.200.0/24", "does not cover 81.92.200.0/24, which its own name gives"],
    ["81.29.200.7/32", "81.92.200.7", "does not cover 81.92.200.7, which its own name gives"],
  ])("%s (%s) %s, and may let others in", (cidr, name, what) => {
    expect(find(cidr, name)).toMatchObject({ what, useless: false });
  });
});

describe("an ordinary entry", () => {
  it.each([
    ["a neighbouring host", "81.92.200.8/32"],
    ["the other half of the /24", "81.92.200.128/25"],
    ["one octet off", "81.93.200.7/32"],
    ["transposed digits", "81.29.200.7/32"],
    ["a network's address elsewhere", "81.93.0.0/32"],
    ["host bits, and a mask two bits too long", "81.92.200.130/26"],
    ["host bits, next block but one", "81.92.210.10/22"],
    ["unreadable, meant for another /24", "81.92.201.7/33"],
    ["IPv6", "2a01:4f8::/32"],
    ["words", "office"],
    ["nothing", ""],
  ])("is none: %s", (_, cidr) => {
    expect(find(cidr)).toBeUndefined();
  });

  it.each(["office 81.92.201.0/24", "see 181.92.200.7", "81.92.200.70", "v1.2.3.4.5"])(
    "is none with the name %s",
    (name) => {
      expect(find("185.44.108.30/32", name)).toBeUndefined();
    },
  );
});
