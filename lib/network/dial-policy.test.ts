import { describe, expect, it } from "vitest";
import { refusedAddress, refusedHost } from "./dial-policy";

describe("refusedAddress", () => {
  it.each([
    "34.78.1.2",
    "10.0.0.2",
    "172.16.0.2",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "198.51.100.7",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "223.255.255.255",
    "240.0.0.0",
    "255.255.255.254",
    "2600:1900::1",
    "fd00::1",
  ])("lets %s pass", (address) => {
    expect(refusedAddress(address)).toBeUndefined();
  });

  it.each([
    ["127.0.0.0", "loopback"],
    ["127.255.255.255", "loopback"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "loopback"],
    ["169.254.0.0", "link-local"],
    ["169.254.255.255", "link-local"],
    ["fe80::1", "link-local"],
    ["169.254.169.254", "metadata"],
    ["::ffff:169.254.169.254", "metadata"],
    ["fd20:ce::254", "metadata"],
    ["fd00:ec2::254", "metadata"],
    ["100.100.100.200", "metadata"],
    ["168.63.129.16", "metadata"],
    ["0.0.0.0", "not the address of a host"],
    ["224.0.0.1", "not the address of a host"],
    ["239.255.255.255", "not the address of a host"],
    ["255.255.255.255", "not the address of a host"],
    ["::", "not the address of a host"],
    ["64:ff9b::a9fe:a9fe", "not the address of a host"],
    ["2002:7f00:1::1", "not the address of a host"],
    ["fe80::1%eth0", "not an address"],
    ["010.0.0.1", "not an address"],
  ])("refuses %s: %s", (address, reason) => {
    expect(refusedAddress(address)).toContain(reason);
  });
});

describe("refusedHost", () => {
  it.each(["gke-0a1b2c-123456789012.europe-west1.gke.goog", "GKE-0A1B.us-central1.gke.goog", "10.0.0.2"])(
    "lets %s pass",
    (host) => {
      expect(refusedHost(host)).toBeUndefined();
    },
  );

  it.each([
    "gke.goog",
    ".gke.goog",
    "xgke.goog",
    "gke-0.europe-west1.gke.goog.",
    "gke-0.europe-west1.gke.goog.evil.example",
    "127.0.0.1#.gke.goog",
    "evil.example/.gke.goog",
    "user@gke-0.europe-west1.gke.goog",
    "gke-0.europe-west1.gke.goog:8443",
    "localhost",
    "metadata.google.internal",
    "2130706433",
    "127.1",
    "",
  ])("refuses the name %j", (host) => {
    expect(refusedHost(host)).toMatch(/not one of a GKE DNS endpoint/);
  });
});
