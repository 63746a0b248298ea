import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { isUsable, usableEndpoint } from "./usable-endpoint";

const dnsOpen = { dns: { allowExternalTraffic: true } };
const publicOff = { public: { enabled: false, address: null } };
const ipOff = { ipEnabled: false, ...publicOff, private: { enabled: false, address: null } };

describe("usableEndpoint", () => {
  it.each([
    { endpoints: {}, preferred: null, expected: "public" },
    { endpoints: dnsOpen, preferred: null, expected: "dns" },
    { endpoints: dnsOpen, preferred: "public", expected: "public" },
    { endpoints: publicOff, preferred: "public", expected: "private" },
    { endpoints: publicOff, preferred: null, expected: "private" },
    { endpoints: {}, preferred: "dns", expected: "public" },
    { endpoints: ipOff, preferred: "private", expected: undefined },
    { endpoints: { ...ipOff, ...dnsOpen }, preferred: "private", expected: "dns" },
  ] as const)("is $expected for $endpoints and the wish $preferred", ({ endpoints, preferred, expected }) => {
    expect(usableEndpoint(clusterView({ endpoints }), preferred)).toBe(expected);
  });
});

describe("isUsable", () => {
  it("does not take a DNS host name for an open DNS endpoint", () => {
    expect(isUsable(clusterView(), "dns")).toBe(false);
    expect(isUsable(clusterView({ endpoints: dnsOpen }), "dns")).toBe(true);
  });

  it("does not count an endpoint that is on and has no address yet", () => {
    expect(isUsable(clusterView({ endpoints: { public: { enabled: true, address: null } } }), "public")).toBe(false);
  });

  it("needs the cluster's CA for an IP endpoint only", () => {
    const cluster = clusterView({ endpoints: dnsOpen, caCertificate: null });
    expect([isUsable(cluster, "public"), isUsable(cluster, "private"), isUsable(cluster, "dns")]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
