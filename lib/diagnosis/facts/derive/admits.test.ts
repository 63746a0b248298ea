import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import { clusterView, observed, unobserved } from "@/lib/diagnosis/facts/testing";
import { admits, findPublicAddress } from "./admits";

type Networks = NonNullable<Parameters<typeof clusterView>[0]>["authorizedNetworks"];

const everyone = [{ cidrBlock: "0.0.0.0/0", network: "0.0.0.0/0", displayName: "" }];
const member = observed({ member: true, prefix: "34.140.0.0/16", scope: "europe-west1" });
const stranger = observed({ member: false, prefix: null, scope: null });

function callerAt(address: string) {
  return observed({ address, family: addressFamily(address), scope: addressScope(address), source: "typed" } as const);
}

function on(authorizedNetworks: Networks = {}) {
  return clusterView({ authorizedNetworks });
}

describe("admits, public endpoint", () => {
  it.each([
    { address: "81.92.200.0", answer: "yes" },
    { address: "81.92.200.255", answer: "yes" },
    { address: "81.92.199.255", answer: "no" },
    { address: "81.92.201.0", answer: "no" },
  ])("is $answer for $address at the edge of 81.92.200.0/24", ({ address, answer }) => {
    expect(admits(on(), "public", callerAt(address), undefined)).toBe(answer);
  });

  it.each(["10.132.0.9", "100.64.0.1", "127.0.0.1", "2a01:4f8::1"])(
    "is undecided for %s: GKE sees another",
    (address) => {
      expect(admits(on(), "public", callerAt(address), undefined)).toEqual({
        undecided: { fact: "caller", reason: "not-observable", detail: findPublicAddress },
      });
    },
  );

  it.each([{ enabled: false }, { entries: everyone }])("does not wait for the caller with %j", (networks) => {
    expect(admits(on(networks), "public", undefined, undefined)).toBe("yes");
  });

  it("waits for the caller, and is undecided when it stays unknown", () => {
    expect(admits(on(), "public", undefined, undefined)).toBe("waiting");
    expect(admits(on(), "public", unobserved("timed-out", "no echo"), undefined)).toEqual({
      undecided: { fact: "caller", reason: "timed-out", detail: "no echo" },
    });
  });

  it.each([
    { access: true, range: undefined, answer: "waiting" },
    { access: true, range: member, answer: "yes" },
    { access: true, range: stranger, answer: "no" },
    { access: false, range: undefined, answer: "no" },
    { access: false, range: member, answer: "no" },
    { access: null, range: undefined, answer: "no" },
  ])("is $answer for an unlisted address with Google Cloud access $access and $range", ({ access, range, answer }) => {
    expect(admits(on({ googleCloudAccess: access }), "public", callerAt("34.140.61.85"), range)).toBe(answer);
  });

  it("is undecided for Google Cloud's addresses when the cluster has public nodes and does not say", () => {
    const cluster = clusterView({ privateNodes: false, authorizedNetworks: { googleCloudAccess: null } });
    expect(admits(cluster, "public", callerAt("34.140.61.85"), member)).toMatchObject({
      undecided: { fact: "cluster" },
    });
    expect(admits(cluster, "public", callerAt("34.140.61.85"), unobserved("timed-out", "3 s"))).toMatchObject({
      undecided: { fact: "googleRange", detail: "3 s" },
    });
  });
});

describe("admits, other endpoints", () => {
  it("is yes for the DNS endpoint, which has no list", () => {
    expect(admits(on(), "dns", undefined, undefined)).toBe("yes");
  });

  it.each([false, null])("is yes for the private endpoint when enforcement is %s", (privateEndpointEnforcement) => {
    expect(admits(on({ privateEndpointEnforcement }), "private", undefined, undefined)).toBe("yes");
  });

  it.each([
    { address: "10.20.0.0", answer: "yes", because: "the first of the Pods" },
    { address: "10.23.255.255", answer: "yes", because: "the last of the Pods" },
    { address: "10.24.0.0", answer: "no", because: "one past the Pods" },
    { address: "192.168.7.7", answer: "yes", because: "listed" },
    { address: "10.96.0.1", answer: "no", because: "a range that a node pool brought later" },
  ])("is $answer for $address on an enforced private endpoint: $because", ({ address, answer }) => {
    const entries = [{ cidrBlock: "192.168.7.0/24", network: "192.168.7.0/24", displayName: "vpn" }];
    const cluster = clusterView({
      authorizedNetworks: { privateEndpointEnforcement: true, entries },
      ranges: { pods: ["10.20.0.0/14", "10.96.0.0/16"] },
    });
    expect(admits(cluster, "private", callerAt(address), undefined)).toBe(answer);
  });
});
