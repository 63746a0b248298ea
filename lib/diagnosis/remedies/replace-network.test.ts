import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { asEntries, entry, sentList } from "./authorized-networks/testing";
import { replaceNetwork } from "./replace-network";

const vpn = entry("185.44.108.30/32", "vpn");
const old = entry("62.4.5.99/32", "ana laptop");
const typo = entry("62.4.5.0/33", "");

function propose(before: string, after: string, entries = [vpn, old, typo], differences: object = {}) {
  const cluster = clusterView({ authorizedNetworks: { entries }, ...differences });
  return replaceNetwork.propose(healthySnapshot({ cluster }), { before, after });
}

describe("replace-network", () => {
  it("puts the new network in the place and under the name of the old one", () => {
    const plan = propose("62.4.5.99/32", "62.4.5.6/32");
    expect(plan).toMatchObject({
      title: "Replace 62.4.5.99/32 by 62.4.5.6/32",
      risk: "disruptive",
      changes: [{ before: "62.4.5.99/32 (ana laptop)", after: "62.4.5.6/32 (ana laptop)" }],
      undo: "Put 62.4.5.99/32 back into the entry, in the list as it is by then.",
    });
    const sent = sentList(plan);
    expect(sent && asEntries(sent)).toEqual([vpn, entry("62.4.5.6/32", "ana laptop"), typo]);
  });

  it("replaces an entry that cannot be read", () => {
    const sent = sentList(propose("62.4.5.0/33", "62.4.5.6/32"));
    expect(sent && asEntries(sent)).toEqual([vpn, old, entry("62.4.5.6/32")]);
  });

  it("may narrow an entry to a part of itself", () => {
    const sent = sentList(propose("62.4.5.0/24", "62.4.5.6/32", [entry("62.4.5.0/24", "office")]));
    expect(sent && asEntries(sent)).toEqual([entry("62.4.5.6/32", "office")]);
  });

  it.each([
    ["an entry that is not there", "62.4.5.98/32", "62.4.5.6/32", "62.4.5.98/32 is not in the list."],
    ["the same network", "62.4.5.99/32", "62.4.5.99", "The entry is 62.4.5.99/32 already."],
    ["everybody", "62.4.5.99/32", "0.0.0.0/0", "0.0.0.0/0 is every address: that is no authorized network."],
    ["IPv6", "62.4.5.99/32", "2a01:4f8::1", "2a01:4f8::1/128 is IPv6, and the list takes IPv4 only."],
    [
      "what another entry covers",
      "62.4.5.99/32",
      "185.44.108.30/32",
      "185.44.108.30/32 is let in already, by the entry 185.44.108.30/32 (vpn). Remove the old entry instead.",
    ],
  ])("refuses %s", (_, before, after, refused) => {
    expect(propose(before, after)).toEqual({ refused });
  });

  it("refuses a list that is off", () => {
    const authorizedNetworks = { enabled: false, entries: [old] };
    expect(propose("62.4.5.99/32", "62.4.5.6/32", [], { authorizedNetworks })).toMatchObject({
      refused: expect.stringContaining("Authorized networks are off"),
    });
  });
});
