import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normaliseCluster } from "./normalise-cluster";

const name = { name: "c", location: "europe-west1" };
const networks = { enabled: true, cidrBlocks: [{ cidrBlock: "203.0.113.10/24", displayName: "office" }] };

describe("normaliseCluster", () => {
  it("keeps the labels, and has none where the API gives none", () => {
    const labels = { env: "prod", team: "data" };
    expect(normaliseCluster({ ...name, resourceLabels: labels }, "p").labels).toEqual(labels);
    expect(normaliseCluster(name, "p").labels).toEqual({});
  });

  it("reads the current shape", () => {
    const view = normaliseCluster(
      {
        ...name,
        endpoint: "34.78.1.2",
        status: "RUNNING",
        controlPlaneEndpointsConfig: {
          dnsEndpointConfig: { endpoint: "gke-a-1.europe-west1.gke.goog", allowExternalTraffic: true },
          ipEndpointsConfig: {
            enabled: true,
            enablePublicEndpoint: true,
            publicEndpoint: "34.78.1.2",
            privateEndpoint: "172.16.0.2",
            globalAccess: true,
            authorizedNetworksConfig: { ...networks, gcpPublicCidrsAccessEnabled: false },
          },
        },
      },
      "p",
    );
    expect(view.endpoints).toEqual({
      ipEnabled: true,
      public: { enabled: true, address: "34.78.1.2" },
      private: { enabled: true, address: "172.16.0.2", globalAccess: true },
      dns: { host: "gke-a-1.europe-west1.gke.goog", allowExternalTraffic: true },
      retiredPublicAddress: null,
    });
    expect(view.authorizedNetworks).toEqual({
      enabled: true,
      entries: [{ cidrBlock: "203.0.113.10/24", network: "203.0.113.0/24", displayName: "office" }],
      googleCloudAccess: false,
      privateEndpointEnforcement: null,
    });
  });

  it("reads the deprecated shape to the same view", () => {
    const view = normaliseCluster(
      {
        ...name,
        endpoint: "34.78.1.2",
        masterAuthorizedNetworksConfig: networks,
        privateClusterConfig: {
          enablePrivateNodes: true,
          privateEndpoint: "172.16.0.2",
          publicEndpoint: "34.78.1.2",
          masterGlobalAccessConfig: { enabled: true },
          peeringName: "gke-peer",
        },
      },
      "p",
    );
    expect(view).toMatchObject({
      connectivity: "vpc-peering",
      privateNodes: true,
      endpoints: {
        public: { enabled: true, address: "34.78.1.2" },
        private: { address: "172.16.0.2", globalAccess: true },
      },
      authorizedNetworks: { enabled: true },
    });
  });

  it.each([
    [
      "current",
      {
        controlPlaneEndpointsConfig: {
          ipEndpointsConfig: { enabled: true, enablePublicEndpoint: false, privateEndpoint: "172.16.0.2" },
        },
      },
    ],
    ["deprecated", {}],
  ])("never takes the address of a disabled public endpoint for an endpoint (%s shape)", (_, shape) => {
    const privateClusterConfig = {
      enablePrivateEndpoint: true,
      privateEndpoint: "172.16.0.2",
      publicEndpoint: "34.78.1.2",
    };
    const { endpoints } = normaliseCluster({ ...name, endpoint: "172.16.0.2", privateClusterConfig, ...shape }, "p");
    expect(endpoints.public).toEqual({ enabled: false, address: null });
    expect(endpoints.retiredPublicAddress).toBe("34.78.1.2");
    expect(endpoints.private.address).toBe("172.16.0.2");
  });

  it("knows a cluster that only has its DNS endpoint", () => {
    const { endpoints } = normaliseCluster(
      {
        ...name,
        endpoint: "gke-a-1.europe-west1.gke.goog",
        controlPlaneEndpointsConfig: {
          dnsEndpointConfig: { endpoint: "gke-a-1.europe-west1.gke.goog" },
          ipEndpointsConfig: { enabled: false },
        },
        privateClusterConfig: { enablePrivateNodes: true },
      },
      "p",
    );
    expect(endpoints).toMatchObject({
      ipEnabled: false,
      public: { enabled: false },
      private: { enabled: false },
      dns: { allowExternalTraffic: false },
    });
  });

  it("takes a missing `enabled` for authorized networks that are off", () => {
    const masterAuthorizedNetworksConfig = { gcpPublicCidrsAccessEnabled: true };
    expect(normaliseCluster({ ...name, masterAuthorizedNetworksConfig }, "p").authorizedNetworks).toMatchObject({
      enabled: false,
      googleCloudAccess: true,
    });
  });
});

const recorded = "../shared/corpus/recorded";

describe.skipIf(!existsSync(recorded))("recorded clusters", () => {
  const clusters = existsSync(recorded)
    ? readdirSync(recorded).flatMap((file) => clustersIn(`${recorded}/${file}`))
    : [];

  it("are all there", () => expect(clusters.length).toBeGreaterThan(10));

  it.each(clusters)("%s reads without error and has a way in", (_, cluster) => {
    const view = normaliseCluster(cluster as Parameters<typeof normaliseCluster>[0], "example-project");
    expect(view.status).toBe("RUNNING");
    expect(view.endpoints.public.address ?? view.endpoints.private.address ?? view.endpoints.dns.host).toBeTruthy();
  });
});

if (!existsSync(recorded)) console.warn(`SKIPPED: recorded clusters, because ${recorded} is not on this machine.`);

type Exchange = { method: string; url: string; status: number; response: unknown };

function clustersIn(path: string): [string, unknown][] {
  const file = JSON.parse(readFileSync(path, "utf8")) as {
    exchanges?: Exchange[];
    clusters?: { name: string; location: string }[];
  };
  const fromExchanges = (file.exchanges ?? [])
    .filter(({ method, url, status }) => method === "GET" && status === 200 && /\/clusters\/[^/?]+(\?|$)/.test(url))
    .map(({ response }, index): [string, unknown] => [`${path.split("/").at(-1)} #${index}`, response]);
  const listed = (file.clusters ?? []).map((cluster): [string, unknown] => [
    `${cluster.name} in ${cluster.location}`,
    cluster,
  ]);
  return [...fromExchanges, ...listed];
}
