import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { callerNetwork } from "./caller-network";

const cluster = clusterView({ ranges: { pods: ["10.20.0.0/14", "240.10.0.0/16", "34.118.0.0/17"] } });

describe("callerNetwork", () => {
  it.each([
    { address: "81.92.200.7", network: "public", because: "an address of the internet" },
    { address: "34.140.61.85", network: "public", because: "Cloud Shell is outside every VPC" },
    { address: "203.0.113.9", network: "public", because: "documentation stands for the internet" },
    { address: "2a01:4f8::1", network: "public", because: "IPv6 of the internet" },
    { address: "10.132.0.9", network: "private", because: "RFC 1918" },
    { address: "100.64.0.1", network: "private", because: "VPCs may use carrier-grade NAT ranges" },
    { address: "34.118.127.255", network: "private", because: "the last address of a privately used public Pod range" },
    { address: "34.118.128.0", network: "public", because: "one past that range" },
    { address: "240.10.0.1", network: "private", because: "a Pod range of class E" },
    { address: "127.0.0.1", network: "undetermined", because: "loopback tells nothing" },
    { address: "fd00::9", network: "undetermined", because: "the private endpoint has an IPv4 address" },
    { address: "169.254.1.1", network: "undetermined", because: "link-local tells nothing" },
  ])("$address is $network: $because", ({ address, network }) => {
    const caller = { address, family: addressFamily(address), scope: addressScope(address), source: "typed" } as const;
    expect(callerNetwork(cluster, caller)).toBe(network);
  });
});
