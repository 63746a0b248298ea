import { describe, expect, it } from "vitest";
import { clustersOfWorlds } from "@/lib/simulator/cluster/simulated-cluster";
import { findPlace } from "@/lib/simulator/places";
import { ipEndpoints, testWorld } from "@/lib/simulator/testing";
import { route } from "./route";

const clusters = clustersOfWorlds([
  testWorld("open"),
  testWorld("private-only", { overlay: ipEndpoints({ enablePublicEndpoint: false }) }),
]);
const [open, privateOnly] = clusters;

const rows: readonly [host: string | undefined, port: number, behaviour: string, endpoint?: string][] = [
  [open?.addresses.public, 443, "connect", "public"],
  [open?.addresses.private, 443, "drop", "private"],
  [open?.addresses.dns, 443, "connect", "dns"],
  [open?.addresses.dns.toUpperCase(), 443, "connect", "dns"],
  [`${open?.addresses.dns}.`, 443, "connect", "dns"],
  [open?.addresses.frontEnd, 443, "connect", "dns"],
  [open?.addresses.public, 8443, "drop"],
  [privateOnly?.addresses.public, 443, "drop", "public"],
  ["34.78.200.9", 443, "drop"],
  ["172.16.99.2", 443, "drop"],
  ["192.0.2.1", 443, "drop"],
  ["localhost", 8443, "refuse"],
  ["127.0.0.1", 443, "refuse"],
  ["[::1]", 443, "refuse"],
  ["example.com", 443, "unreachable"],
  ["8.8.8.8", 443, "unreachable"],
  ["gke-unknown.europe-west1.gke.goog", 443, "unreachable"],
];

describe("route", () => {
  it.each(rows)("%s:%d → %s", (host, port, behaviour, endpoint) => {
    const place = findPlace("office");
    expect(place).toBeDefined();
    if (!place) return;
    const found = route(clusters, place, host ?? "", port);
    expect(found.behaviour).toBe(behaviour);
    if (endpoint) expect(found.destination?.endpoint).toBe(endpoint);
  });
});
