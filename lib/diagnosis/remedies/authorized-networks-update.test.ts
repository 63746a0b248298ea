import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { arbitraryEntries, asEntries, entry, networksOf } from "./authorized-networks/testing";
import { authorizedNetworksUpdate } from "./authorized-networks-update";

const office = entry("81.92.200.0/24", "office");
const ana = entry("62.4.5.6/32", 'ana\'s "laptop"');

function update(...args: Parameters<typeof authorizedNetworksUpdate>) {
  const result = authorizedNetworksUpdate(...args);
  if ("refused" in result) throw new Error(result.refused);
  return result;
}

describe("authorizedNetworksUpdate", () => {
  it("is one PUT with the etag, the whole list and the flags as they are", () => {
    const { request } = update(clusterView(), [office, ana]);
    const name = "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private";
    expect(request).toEqual({
      method: "PUT",
      path: `/v1/${name}`,
      body: {
        name,
        update: {
          etag: "9bcf1e2a",
          desiredControlPlaneEndpointsConfig: {
            ipEndpointsConfig: {
              authorizedNetworksConfig: {
                enabled: true,
                cidrBlocks: [
                  { displayName: "office", cidrBlock: "81.92.200.0/24" },
                  { displayName: 'ana\'s "laptop"', cidrBlock: "62.4.5.6/32" },
                ],
                gcpPublicCidrsAccessEnabled: false,
                privateEndpointEnforcementEnabled: false,
              },
            },
          },
        },
      },
    });
  });

  it.each([true, false, null])("echoes each optional flag, and invents none: %s", (flag) => {
    const one = update(clusterView({ authorizedNetworks: { googleCloudAccess: flag } }), [office]);
    const other = update(clusterView({ authorizedNetworks: { privateEndpointEnforcement: flag } }), [office]);
    const sent = [networksOf(one.request.body), networksOf(other.request.body)];
    const [google, enforced] = ["gcpPublicCidrsAccessEnabled", "privateEndpointEnforcementEnabled"];
    expect(sent[0]).toMatchObject({ [enforced]: false, ...(flag === null ? {} : { [google]: flag }) });
    expect(sent[1]).toMatchObject({ [google]: false, ...(flag === null ? {} : { [enforced]: flag }) });
    expect(Object.keys(sent[0] ?? {})).toHaveLength(flag === null ? 3 : 4);
    expect(Object.keys(sent[1] ?? {})).toHaveLength(flag === null ? 3 : 4);
  });

  it("sends every entry byte for byte and in order, and is never off", () => {
    fc.assert(
      fc.property(arbitraryEntries({ maxLength: 60 }), (entries) => {
        const networks = networksOf(update(clusterView({ authorizedNetworks: { entries } }), entries).request.body);
        expect(networks.enabled).toBe(true);
        expect(asEntries(networks)).toEqual(entries);
      }),
    );
  });

  it("shows exactly the differences", () => {
    const field = "controlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig.cidrBlocks";
    const changes = (before: (typeof office)[], after: (typeof office)[]) =>
      update(clusterView({ authorizedNetworks: { entries: before } }), after).changes;
    expect(changes([office], [office])).toEqual([]);
    expect(changes([office], [office, ana])).toEqual([{ field, before: null, after: '62.4.5.6/32 (ana\'s "laptop")' }]);
    expect(changes([ana, office], [office])).toEqual([{ field, before: '62.4.5.6/32 (ana\'s "laptop")', after: null }]);
    expect(changes([office, ana], [office, entry("62.4.5.7/32")])).toEqual([
      { field, before: '62.4.5.6/32 (ana\'s "laptop")', after: "62.4.5.7/32" },
    ]);
    expect(changes([office, office], [office])).toEqual([{ field, before: "81.92.200.0/24 (office)", after: null }]);
  });

  it.each([
    ["an empty list", {}, [], /would be empty/],
    ["a list that is off", { authorizedNetworks: { enabled: false } }, [office], /lock everybody else out/],
    ["a cluster without IP endpoints", { endpoints: { ipEnabled: false } }, [office], /IP endpoints are off/],
    ["a cluster without etag", { etag: "" }, [office], /no etag/],
    ["everything", {}, [entry("0.0.0.0/0")], /every address/],
    ["everything in two halves", {}, [entry("0.0.0.0/1"), entry("128.0.0.0/1")], /every address/],
  ])("refuses %s", (_, differences, entries, reason) => {
    const result = authorizedNetworksUpdate(clusterView(differences), entries);
    expect(result).toMatchObject({ refused: expect.stringMatching(reason) });
  });

  it("does not take a list that cannot be read for everything", () => {
    expect(authorizedNetworksUpdate(clusterView(), [entry("office")])).toHaveProperty("request");
  });

  it.each([
    [49, 50, false],
    [50, 51, true],
    [60, 59, false],
    [60, 60, false],
  ])("from %i to %i entries on public nodes is refused: %s", (before, after, refused) => {
    const make = (count: number) => Array.from({ length: count }, (_, index) => entry(`185.${index}.0.0/24`));
    const cluster = clusterView({ privateNodes: false, authorizedNetworks: { entries: make(before) } });
    expect("refused" in authorizedNetworksUpdate(cluster, make(after))).toBe(refused);
  });
});

describe("the commands", () => {
  it("give gcloud the complete list", () => {
    expect(update(clusterView(), [office, ana]).gcloud).toBe(
      [
        "gcloud container clusters update analytics-private \\",
        "  --location europe-west1 \\",
        "  --project corp-data-prod \\",
        "  --enable-master-authorized-networks \\",
        "  --master-authorized-networks 81.92.200.0/24,62.4.5.6/32",
      ].join("\n"),
    );
  });

  it("give gcloud nothing when an entry would break its list", () => {
    expect(update(clusterView(), [office, entry("81.92.200.7,81.92.200.8")]).gcloud).toBeNull();
  });

  it("give Terraform the block, without host bits and with names that are not interpolated", () => {
    const cluster = clusterView({ authorizedNetworks: { googleCloudAccess: null, privateEndpointEnforcement: true } });
    expect(update(cluster, [entry("81.92.200.7/24", `$${"{office}"}`), entry("62.4.5.6/32")]).terraform).toBe(
      `master_authorized_networks_config {
  private_endpoint_enforcement_enabled = true

  cidr_blocks {
    cidr_block   = "81.92.200.0/24"
    display_name = "$\${office}"
  }

  cidr_blocks {
    cidr_block   = "62.4.5.6/32"
  }
}
`,
    );
  });
});
