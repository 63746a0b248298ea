import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { basisOf } from "./basis";

const office = entry("81.92.200.0/24", "office");
const withEntries = (...entries: ReturnType<typeof entry>[]) => clusterView({ authorizedNetworks: { entries } });

describe("basisOf", () => {
  it.each([
    ["the etag", clusterView({ etag: "another" })],
    [
      "the status",
      clusterView({ status: "RECONCILING", statusMessage: "x", conditions: [{ code: "X", message: "x" }] }),
    ],
    ["the version", clusterView({ version: "1.33.0" })],
    ["an entry of ours", withEntries(office, entry("62.4.5.6/32", "drawbridge:m1"))],
  ])("stays the same for %s", (_, view) => {
    expect(basisOf(view)).toBe(basisOf(clusterView()));
  });

  it.each([
    ["an entry more", withEntries(office, entry("62.4.5.6/32", "home"))],
    ["an entry that looks like ours and is not", withEntries(office, entry("62.4.5.6/32", "drawbridge 62.4.5.6"))],
    ["a renamed entry", withEntries(entry("81.92.200.0/24", "hq"))],
    ["the same network, written differently", withEntries(entry("81.92.200.9/24", "office"))],
    ["no entry", withEntries()],
    ["filtering off", clusterView({ authorizedNetworks: { enabled: false } })],
    ["the public endpoint off", clusterView({ endpoints: { public: { enabled: false, address: null } } })],
    ["a label", clusterView({ labels: { env: "prod" } })],
  ])("is another one for %s", (_, view) => {
    expect(basisOf(view)).not.toBe(basisOf(clusterView()));
  });

  it("is another one for another order of entries", () => {
    const home = entry("62.4.5.6/32", "home");
    expect(basisOf(withEntries(office, home))).not.toBe(basisOf(withEntries(home, office)));
  });
});
