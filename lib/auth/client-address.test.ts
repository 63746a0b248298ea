import { describe, expect, it } from "vitest";
import { clientAddress, peerHeader } from "./client-address";

const headers = (forwarded: string | undefined, peer = "35.191.0.1") =>
  new Headers({ [peerHeader]: peer, ...(forwarded && { "x-forwarded-for": forwarded }) });

describe("clientAddress", () => {
  it.each([
    ["no proxy: the peer", 0, undefined, "35.191.0.1"],
    ["no proxy: forged header is ignored", 0, "1.2.3.4", "35.191.0.1"],
    ["one load balancer", 2, "62.4.5.6, 34.1.1.1", "62.4.5.6"],
    ["one load balancer, forged prefix is ignored", 2, "1.2.3.4, 62.4.5.6, 34.1.1.1", "62.4.5.6"],
    ["one plain proxy", 1, "62.4.5.6", "62.4.5.6"],
    ["IPv4-mapped", 1, "::ffff:62.4.5.6", "62.4.5.6"],
  ])("%s", (_, hops, forwarded, address) => {
    expect(clientAddress(headers(forwarded), hops)).toMatchObject({ address });
  });

  it.each([
    ["fewer proxies than configured", 2, "62.4.5.6"],
    ["no header at all", 1, undefined],
    ["not an address", 1, "unknown"],
  ])("refuses: %s", (_, hops, forwarded) => {
    expect(clientAddress(headers(forwarded), hops)).toHaveProperty("problem");
  });
});
