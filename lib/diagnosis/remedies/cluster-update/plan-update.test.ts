import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { arbitraryEntries, entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { planClusterUpdate } from "./plan-update";
import { settingsAfter, settingsOf } from "./settings";
import { differencesBetween } from "./settings-differences";
import { isUpdateRemedy, type UpdateRemedy, updateRemedyIds } from "./update-remedy";

type Remedy = Exclude<UpdateRemedy, { readonly id: "undo" }>;

const remedies: readonly Remedy[] = [
  { id: "open-dns-endpoint", params: {} },
  { id: "enable-global-access", params: {} },
  { id: "enable-public-endpoint", params: {} },
  { id: "enable-authorized-networks", params: { cidrs: ["62.4.5.6/32"] } },
  { id: "allow-google-cloud", params: {} },
  { id: "aggregate-networks", params: {} },
  { id: "restore-networks", params: { cidrs: ["62.9.9.9/24"] } },
  { id: "replace-network", params: { before: "62.4.5.6/32", after: "62.4.7.7/32" } },
  { id: "remove-network", params: { cidr: "62.4.5.6/32" } },
];
const ours = entry("62.4.5.7/32", "drawbridge:m1");

describe("planClusterUpdate", () => {
  it("knows every remedy that is an update", () => {
    expect(remedies.map(({ id }) => id)).toEqual(updateRemedyIds);
    expect(remedies.every(isUpdateRemedy)).toBe(true);
    expect(isUpdateRemedy({ id: "undo" })).toBe(true);
    expect(["allow-network", "get-credentials", "toString"].some((id) => isUpdateRemedy({ id }))).toBe(false);
  });

  it.each<[Remedy]>([
    [{ id: "remove-network", params: { cidr: "62.4.5.7/32" } }],
    [{ id: "replace-network", params: { before: "62.4.5.7/32", after: "62.4.7.7/32" } }],
  ])("never touches an entry of a grant: %j", (remedy) => {
    const cluster = clusterView({ authorizedNetworks: { entries: [entry("62.4.5.6/32"), ours] } });
    const refused = "The entry 62.4.5.7/32 (drawbridge:m1) is named as a grant's: end its grant, or change it by hand.";
    expect(planClusterUpdate(cluster, remedy)).toEqual({ refused });
  });

  it("plans nothing on a cluster of Composer", () => {
    const cluster = clusterView({
      managedBy: "composer",
      authorizedNetworks: { entries: [entry("62.4.5.6/32"), ours] },
    });
    for (const remedy of remedies) {
      expect(planClusterUpdate(cluster, remedy)).toHaveProperty("refused");
    }
  });

  it("changes what it says and nothing else, with the etag, filtering on, and every other entry byte for byte", () => {
    const flag = fc.option(fc.boolean());
    const inputs = fc.record({
      remedy: fc.constantFrom(...remedies),
      entries: arbitraryEntries({ maxLength: 12 }),
      listed: fc.boolean(),
      enabled: fc.boolean(),
      open: fc.boolean(),
      googleCloudAccess: flag,
      privateEndpointEnforcement: flag,
    });
    let planned = 0;
    fc.assert(
      fc.property(inputs, ({ remedy, entries, listed, enabled, open, ...flags }) => {
        const list = [...entries, ...(listed ? [entry("62.4.5.6/32", "ana")] : []), ours];
        const endpoints = { public: open ? {} : { enabled: false, address: null } };
        const cluster = clusterView({ endpoints, authorizedNetworks: { enabled, entries: list, ...flags } });
        const update = planClusterUpdate(cluster, remedy);
        if ("refused" in update) return;
        planned += 1;
        expect(update.body.update.etag).toBe(cluster.etag);
        const before = settingsOf(cluster);
        const after = settingsAfter(before, update.body);
        const sent = update.body.update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig?.authorizedNetworksConfig;
        if (sent) expect(sent.enabled).toBe(true);
        const fields = new Set(differencesBetween(before, after).map(({ field }) => field));
        const said = new Set(update.changes.map(({ field }) => field));
        expect([...fields].filter((field) => !said.has(field))).toEqual([]);
        const texts = after.networks.entries.map((one) => JSON.stringify(one));
        expect(texts).toContain(JSON.stringify({ cidrBlock: ours.cidrBlock, displayName: ours.displayName }));
        if (remedy.id !== "aggregate-networks") {
          const others = before.networks.entries.filter(({ cidrBlock }) => !cidrBlock.startsWith("62.4.5.6"));
          expect(texts.filter((text) => others.some((one) => JSON.stringify(one) === text))).toEqual(
            others.map((one) => JSON.stringify(one)),
          );
        }
      }),
      { numRuns: 600 },
    );
    expect(planned).toBeGreaterThan(100);
  });
});
