import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { arbitraryEntries, entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { planClusterUpdate, toUpdate } from "./plan-update";
import { settingsAfter, settingsOf, type UpdateBody } from "./settings";
import { planUndo } from "./undo";
import type { UpdateRemedy } from "./update-remedy";

type Differences = Parameters<typeof clusterView>[0];
type Remedy = Exclude<UpdateRemedy, { readonly id: "undo" }>;

const office = entry("81.92.200.0/24", "office");
const old = entry("62.4.5.6/32", "old");

/** The update of this remedy on this cluster, and the cluster after it with the given differences. */
function applied(remedy: Remedy, before: ClusterView, later: Differences = {}) {
  const update = planClusterUpdate(before, remedy);
  if ("refused" in update) throw new Error(update.refused);
  const settings = settingsAfter(settingsOf(before), update.body);
  const view = { ...viewOf(before, settings), etag: "later" };
  return { update: { title: "It", before: settingsOf(before), body: update.body }, now: differ(view, later) };
}

function viewOf(view: ClusterView, settings: ReturnType<typeof settingsOf>): ClusterView {
  const { dnsExternalTraffic, publicEndpoint, globalAccess, networks } = settings;
  const { endpoints } = view;
  return {
    ...view,
    endpoints: {
      ...endpoints,
      dns: { ...endpoints.dns, allowExternalTraffic: dnsExternalTraffic },
      public: { ...endpoints.public, enabled: publicEndpoint },
      private: { ...endpoints.private, globalAccess },
    },
    authorizedNetworks: {
      ...networks,
      entries: networks.entries.map(({ cidrBlock, displayName }) => entry(cidrBlock, displayName)),
    },
  };
}

function differ(view: ClusterView, differences: Differences): ClusterView {
  const merged = (base: unknown, more: unknown): unknown => {
    if (typeof more !== "object" || more === null || Array.isArray(more)) return more === undefined ? base : more;
    const record = base as Record<string, unknown>;
    return Object.fromEntries(
      [...new Set([...Object.keys(record), ...Object.keys(more)])].map((key) => [
        key,
        merged(record[key], (more as Record<string, unknown>)[key]),
      ]),
    );
  };
  return merged(view, differences) as ClusterView;
}

const privateOnly = clusterView({
  endpoints: { public: { enabled: false, address: null } },
  authorizedNetworks: { entries: [entry("10.0.0.0/8")] },
});
const listed = clusterView({ authorizedNetworks: { entries: [office, old] } });
const remove: Remedy = { id: "remove-network", params: { cidr: "62.4.5.6/32" } };
const restore: Remedy = { id: "restore-networks", params: { cidrs: ["62.9.9.9/32"] } };
const duplicates = clusterView({ authorizedNetworks: { entries: [office, entry("81.92.200.7/32", "in it")] } });

describe("planUndo", () => {
  it.each<[Remedy, ClusterView, string, object]>([
    [
      { id: "open-dns-endpoint", params: {} },
      clusterView(),
      "disruptive",
      { dnsEndpointConfig: { allowExternalTraffic: false } },
    ],
    [
      { id: "enable-global-access", params: {} },
      clusterView(),
      "disruptive",
      { ipEndpointsConfig: { globalAccess: false } },
    ],
    [
      { id: "enable-public-endpoint", params: {} },
      privateOnly,
      "disruptive",
      { ipEndpointsConfig: { enablePublicEndpoint: false, authorizedNetworksConfig: { enabled: true } } },
    ],
    [
      { id: "allow-google-cloud", params: {} },
      clusterView({ authorizedNetworks: { googleCloudAccess: null } }),
      "disruptive",
      { ipEndpointsConfig: { authorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: false } } },
    ],
    [
      remove,
      listed,
      "widens-access",
      { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: [{}, { displayName: "old" }] } } },
    ],
    [restore, listed, "disruptive", { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: [{}, {}] } } }],
    [
      { id: "aggregate-networks", params: {} },
      duplicates,
      "safe",
      { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: [{}, {}] } } },
    ],
    [
      { id: "replace-network", params: { before: "62.4.5.6/32", after: "62.4.7.7/32" } },
      listed,
      "disruptive",
      { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: [{}, { cidrBlock: "62.4.5.6/32" }] } } },
    ],
  ])("of $id takes back what it changed, with the etag of now", (remedy, before, risk, config) => {
    const { update, now } = applied(remedy, before);
    const plan = planUndo(update, now);
    expect(plan).toMatchObject({
      title: "Undo: It",
      risk,
      steps: [
        { request: { method: "PUT", body: { update: { etag: "later", desiredControlPlaneEndpointsConfig: config } } } },
      ],
    });
    if ("refused" in plan) return;
    const body = plan.steps[0]?.request?.body as UpdateBody;
    const after = settingsAfter(settingsOf(now), body);
    const told = before.authorizedNetworks.googleCloudAccess ?? false;
    expect(after).toEqual({ ...update.before, networks: { ...update.before.networks, googleCloudAccess: told } });
    expect(plan.changes.length).toBeGreaterThan(0);
  });

  it.each<[string, Remedy, ClusterView, Differences, RegExp]>([
    [
      "closed by hand",
      { id: "open-dns-endpoint", params: {} },
      clusterView(),
      { endpoints: { dns: { allowExternalTraffic: false } } },
      /allowExternalTraffic is false already/,
    ],
    [
      "switched off by hand",
      { id: "enable-global-access", params: {} },
      clusterView(),
      { endpoints: { private: { globalAccess: false } } },
      /globalAccess is false already/,
    ],
    [
      "switched off by hand",
      { id: "enable-public-endpoint", params: {} },
      privateOnly,
      { endpoints: { public: { enabled: false } } },
      /enablePublicEndpoint is false already/,
    ],
    [
      "a public network in the list",
      { id: "enable-public-endpoint", params: {} },
      privateOnly,
      { authorizedNetworks: { entries: [office] } },
      /81\.92\.200\.0\/24 is a public network/,
    ],
    [
      "filtering turned off",
      { id: "enable-public-endpoint", params: {} },
      privateOnly,
      { authorizedNetworks: { enabled: false } },
      /turned off meanwhile/,
    ],
    [
      "kept out by hand",
      { id: "allow-google-cloud", params: {} },
      clusterView(),
      { authorizedNetworks: { googleCloudAccess: false } },
      /gcpPublicCidrsAccessEnabled is false already/,
    ],
    ["put back by hand", remove, listed, { authorizedNetworks: { entries: [old, office] } }, /already as it was/],
    [
      "renamed by hand",
      restore,
      listed,
      { authorizedNetworks: { entries: [office, old, entry("62.9.9.9/32", "new")] } },
      /by now: somebody else changed it/,
    ],
    [
      "a filter that would have to go off",
      { id: "enable-authorized-networks", params: { cidrs: ["62.4.5.6/32"] } },
      clusterView({ authorizedNetworks: { enabled: false, entries: [] } }),
      {},
      /let in every address/,
    ],
    ["a cluster of Composer", remove, listed, { managedBy: "composer" }, /change it through Composer/],
    ["a cluster that takes no update", remove, listed, { status: "ERROR" }, /ERROR/],
    ["filtering turned off", remove, listed, { authorizedNetworks: { enabled: false } }, /Authorized networks are off/],
  ])("is refused for %s (%j)", (_, remedy, before, later, refused) => {
    const { update, now } = applied(remedy, before, later);
    expect(planUndo(update, now)).toEqual({ refused: expect.stringMatching(refused) });
  });

  it("warns whom it keeps out, and that Terraform takes it back", () => {
    const { update, now } = applied({ id: "open-dns-endpoint", params: {} }, clusterView(), { managedBy: "terraform" });
    expect(planUndo(update, now)).toMatchObject({
      warnings: [
        expect.stringMatching(/through the DNS endpoint .* kept out/),
        expect.stringMatching(/next apply undoes/),
      ],
    });
  });

  it("sends the list of now along when it switches the public endpoint off", () => {
    const entries = [entry("10.0.0.0/8"), entry("10.1.0.0/16", "came since")];
    const since = { authorizedNetworks: { entries, privateEndpointEnforcement: true } };
    const { update, now } = applied({ id: "enable-public-endpoint", params: {} }, privateOnly, since);
    const plan = planUndo(update, now);
    const undone = "refused" in plan ? plan : toUpdate(now, plan);
    if ("refused" in undone) throw new Error(undone.refused);
    expect(settingsAfter(settingsOf(now), undone.body)).toEqual({ ...settingsOf(now), publicEndpoint: false });
  });

  it("never touches another field, or an entry that came since, and never turns filtering off", () => {
    const remedies = fc.constantFrom<Remedy>(
      { id: "open-dns-endpoint", params: {} },
      { id: "enable-global-access", params: {} },
      { id: "allow-google-cloud", params: {} },
      { id: "aggregate-networks", params: {} },
      restore,
      remove,
    );
    const flag = fc.option(fc.boolean());
    const inputs = fc.tuple(
      remedies,
      arbitraryEntries({ maxLength: 10 }),
      arbitraryEntries({ maxLength: 5 }),
      flag,
      fc.boolean(),
    );
    fc.assert(
      fc.property(inputs, ([remedy, entries, come, privateEndpointEnforcement, traffic]) => {
        const before = clusterView({ authorizedNetworks: { entries: [...entries, old], privateEndpointEnforcement } });
        const planned = planClusterUpdate(before, remedy);
        if ("refused" in planned) return;
        expect(planned.body.update.etag).toBe(before.etag);
        const { update, now } = applied(remedy, before);
        const later = differ(now, { authorizedNetworks: { entries: [...come, ...now.authorizedNetworks.entries] } });
        const moved =
          remedy.id === "open-dns-endpoint"
            ? later
            : differ(later, { endpoints: { dns: { allowExternalTraffic: traffic } } });
        const plan = planUndo(update, moved);
        if ("refused" in plan) return;
        const back = toUpdate(moved, plan);
        if ("refused" in back) return;
        const after = settingsAfter(settingsOf(moved), back.body);
        expect(after.networks.enabled).toBe(true);
        const { desiredControlPlaneEndpointsConfig: config } = back.body.update;
        if (config.ipEndpointsConfig?.authorizedNetworksConfig) {
          expect(config.ipEndpointsConfig.authorizedNetworksConfig.enabled).toBe(true);
          const texts = after.networks.entries.map(({ cidrBlock, displayName }) => `${cidrBlock} ${displayName}`);
          for (const { cidrBlock, displayName } of come) expect(texts).toContain(`${cidrBlock} ${displayName}`);
        } else expect(after.networks).toEqual(settingsOf(moved).networks);
        const untouched = ({ dnsExternalTraffic, globalAccess, ...rest }: ReturnType<typeof settingsOf>) => ({
          dns: remedy.id === "open-dns-endpoint" || dnsExternalTraffic,
          global: remedy.id === "enable-global-access" || globalAccess,
          public: rest.publicEndpoint,
          enforced: rest.networks.privateEndpointEnforcement,
        });
        expect(untouched(after)).toEqual(untouched(settingsOf(moved)));
      }),
      { numRuns: 300 },
    );
  });
});
