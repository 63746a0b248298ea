import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { otherWaysIn } from "./other-ways-in";

const dnsOpen = { dns: { allowExternalTraffic: true } };
const publicOff = { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" };
const noPrivate = { private: { enabled: false, address: null } };
const ipOff = { ipEnabled: false, public: { enabled: false, address: null }, ...noPrivate };
const everyone = { cidrBlock: "0.0.0.0/0", network: "0.0.0.0/0", displayName: "" };
const office = "81.92.200.7";
const home = "93.104.77.18";
const vm = "10.132.0.9";

describe("otherWaysIn", () => {
  it.each([
    {
      failing: "public",
      endpoints: publicOff,
      caller: home,
      ways: ["open-dns-endpoint", "use-private-network", "enable-public-endpoint"],
    },
    {
      failing: "public",
      endpoints: { ...publicOff, ...dnsOpen },
      caller: home,
      ways: ["get-credentials dns", "use-private-network", "enable-public-endpoint"],
    },
    { failing: "public", endpoints: publicOff, caller: vm, ways: ["get-credentials private", "open-dns-endpoint"] },
    {
      failing: "public",
      endpoints: publicOff,
      caller: undefined,
      ways: ["open-dns-endpoint", "use-private-network", "enable-public-endpoint"],
    },
    {
      failing: "private",
      endpoints: {},
      caller: office,
      ways: ["get-credentials public", "open-dns-endpoint", "use-private-network"],
    },
    { failing: "private", endpoints: {}, caller: home, ways: ["open-dns-endpoint", "use-private-network"] },
    {
      failing: "private",
      endpoints: publicOff,
      caller: home,
      ways: ["open-dns-endpoint", "use-private-network", "enable-public-endpoint"],
    },
    { failing: "private", endpoints: noPrivate, caller: home, ways: ["open-dns-endpoint"] },
    { failing: "dns", endpoints: {}, caller: office, ways: ["get-credentials public", "use-private-network"] },
    { failing: "dns", endpoints: {}, caller: vm, ways: ["get-credentials private"] },
    { failing: "dns", endpoints: ipOff, caller: home, ways: [] },
    { failing: "dns", endpoints: publicOff, caller: home, ways: ["use-private-network"] },
  ] as const)("is $ways when $failing fails for $caller", ({ failing, endpoints, caller: address, ways }) => {
    const caller =
      address && ({ address, family: addressFamily(address), scope: addressScope(address), source: "typed" } as const);
    const remedies = otherWaysIn(clusterView({ endpoints }), caller, failing);
    expect(remedies.map(({ id, params }) => [id, ...Object.values(params)].join(" "))).toEqual(ways);
  });

  it("offers the public endpoint to anybody when no list guards it", () => {
    const cluster = clusterView({ authorizedNetworks: { enabled: false } });
    expect(otherWaysIn(cluster, undefined, "private")[0]).toEqual({
      id: "get-credentials",
      params: { endpoint: "public" },
    });
  });

  it.each([
    ["a list that lets everyone in", { authorizedNetworks: { entries: [everyone] } }],
    ["a cluster that takes no update", { etag: "" }],
  ])("does not switch the public endpoint on for %s", (_, differences) => {
    const cluster = clusterView({ endpoints: publicOff, ...differences });
    expect(otherWaysIn(cluster, undefined, "public").map(({ id }) => id)).not.toContain("enable-public-endpoint");
  });
});
