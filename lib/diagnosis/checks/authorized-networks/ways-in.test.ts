import { expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { callerAt, entry } from "./testing";
import { dnsEndpoint, hasRoomFor, waysIn } from "./ways-in";

const ids = (address: string, open: boolean) =>
  waysIn(clusterView({ endpoints: { dns: { allowExternalTraffic: open } } }), callerAt(address)).map(({ id }) => id);

it("prefers a DNS endpoint that is open to a longer list, and a longer list to opening one", () => {
  expect(ids("62.4.5.6", true)).toEqual(["get-credentials", "allow-network"]);
  expect(ids("62.4.5.6", false)).toEqual(["allow-network", "open-dns-endpoint"]);
});

it.each(["10.1.2.3", "100.64.0.1", "192.0.2.1", "2a01:4f8::1"])("never lists %s", (address) => {
  expect(ids(address, false)).toEqual(["open-dns-endpoint"]);
});

it("lists exactly what was given, an address or a network", () => {
  const [first] = waysIn(clusterView(), callerAt("62.4.5.6"));
  expect(first).toEqual({ id: "allow-network", params: { cidr: "62.4.5.6/32" } });
});

it.each([
  [48, 2, true],
  [49, 2, false],
  [50, 0, true],
])("%i entries have room for %i more: %s", (count, more, room) => {
  const entries = Array.from({ length: count }, (_, index) => entry(`185.${index}.0.0/24`));
  expect(hasRoomFor(clusterView({ privateNodes: false, authorizedNetworks: { entries } }), more)).toBe(room);
});

it("offers nothing that GKE would refuse", () => {
  const stopping = clusterView({ status: "STOPPING" });
  expect(waysIn(stopping, callerAt("62.4.5.6"))).toEqual([]);
  expect(dnsEndpoint(clusterView({ endpoints: { dns: { host: null } } }))).toEqual([]);
  const open = clusterView({ etag: "", endpoints: { dns: { allowExternalTraffic: true } } });
  expect(dnsEndpoint(open)).toEqual([{ id: "get-credentials", params: { endpoint: "dns" } }]);
});
