import { describe, expect, it } from "vitest";
import { ipEndpoints, testWorld } from "@/lib/simulator/testing";
import type { JsonObject, World } from "@/lib/simulator/world";
import { buildCluster } from "./build-cluster";

const build = (overlay: JsonObject, changes: Partial<World> = {}) =>
  buildCluster(testWorld("c", { overlay, ...changes }), 0);

const office = { displayName: "office", cidrBlock: "81.92.200.0/24" };
const drawbridge = { displayName: "drawbridge", cidrBlock: "62.210.115.40/32" };

describe("buildCluster: the deprecated fields follow the new ones, as recorded clusters show them", () => {
  it("public endpoint on", () => {
    const { resource } = build({});
    const networks = {
      enabled: true,
      cidrBlocks: [office, drawbridge],
      gcpPublicCidrsAccessEnabled: false,
      privateEndpointEnforcementEnabled: false,
    };
    expect(resource).toMatchObject({
      endpoint: "34.78.1.2",
      masterAuthorizedNetworksConfig: networks,
      privateClusterConfig: { enablePrivateNodes: true, privateEndpoint: "10.132.8.2", publicEndpoint: "34.78.1.2" },
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: true, authorizedNetworksConfig: networks } },
    });
  });

  it("public endpoint off: endpoint is private, both addresses stay in privateClusterConfig, public entries go", () => {
    const { resource } = build(ipEndpoints({ enablePublicEndpoint: false }));
    const networks = { enabled: true, gcpPublicCidrsAccessEnabled: false, privateEndpointEnforcementEnabled: false };
    expect(resource).toMatchObject({
      endpoint: "10.132.8.2",
      masterAuthorizedNetworksConfig: networks,
      privateClusterConfig: {
        enablePrivateNodes: true,
        enablePrivateEndpoint: true,
        privateEndpoint: "10.132.8.2",
        publicEndpoint: "34.78.1.2",
      },
    });
    expect(resource.controlPlaneEndpointsConfig).toMatchObject({
      ipEndpointsConfig: { enabled: true, enablePublicEndpoint: false, authorizedNetworksConfig: networks },
    });
    expect(JSON.stringify(resource.controlPlaneEndpointsConfig)).not.toContain("publicEndpoint");
    expect(resource.masterAuthorizedNetworksConfig).not.toHaveProperty("cidrBlocks");
  });

  it("public endpoint off with private entries of the overlay's own", () => {
    const cidrBlocks = [{ displayName: "vpn", cidrBlock: "10.8.0.0/16" }];
    const { resource } = build(ipEndpoints({ enablePublicEndpoint: false, authorizedNetworksConfig: { cidrBlocks } }));
    expect(resource.masterAuthorizedNetworksConfig).toMatchObject({ cidrBlocks });
  });

  it("IP endpoints off: only {enabled: false} is left, and endpoint is the DNS name", () => {
    const { resource, addresses } = build(ipEndpoints({ enabled: false }));
    expect(resource.endpoint).toBe(addresses.dns);
    expect(resource.controlPlaneEndpointsConfig).toMatchObject({ ipEndpointsConfig: { enabled: false } });
    expect(resource.masterAuthorizedNetworksConfig).toEqual({});
    expect(resource.privateClusterConfig).toEqual({ enablePrivateNodes: true });
  });

  it("no private endpoint", () => {
    const { resource } = build(ipEndpoints({ privateEndpoint: null }));
    expect(resource.privateClusterConfig).toEqual({ enablePrivateNodes: true, publicEndpoint: "34.78.1.2" });
  });

  it("global access is mirrored on peering clusters only", () => {
    const overlay = ipEndpoints({ globalAccess: true });
    expect(build(overlay).resource.privateClusterConfig).not.toHaveProperty("masterGlobalAccessConfig");
    expect(build(overlay, { base: "zonal-peering" }).resource.privateClusterConfig).toMatchObject({
      masterGlobalAccessConfig: { enabled: true },
      masterIpv4CidrBlock: "172.16.0.0/28",
      privateEndpoint: "172.16.0.2",
    });
  });

  it("what the overlay says itself wins", () => {
    const { resource } = build({ endpoint: null, masterAuthorizedNetworksConfig: { enabled: false } });
    expect(resource).not.toHaveProperty("endpoint");
    expect(resource.masterAuthorizedNetworksConfig).toMatchObject({ enabled: false, cidrBlocks: [office, drawbridge] });
  });

  it("an old cluster without the new block keeps its own fields", () => {
    const legacy = { privateClusterConfig: { privateEndpoint: "172.16.0.2" }, endpoint: "34.78.1.2" };
    const { resource } = build({ controlPlaneEndpointsConfig: null, ...legacy });
    expect(resource).toMatchObject(legacy);
    expect(resource).not.toHaveProperty("controlPlaneEndpointsConfig");
  });
});

describe("buildCluster: identity", () => {
  it("follows the overlay's location and the world's project", () => {
    const { resource, name, addresses } = build({ location: "us-central1-a" }, { project: "team-sandbox-1" });
    expect(name).toEqual({ project: "team-sandbox-1", location: "us-central1-a", cluster: "c" });
    expect(resource).toMatchObject({
      name: "c",
      zone: "us-central1-a",
      location: "us-central1-a",
      locations: ["us-central1-a"],
      selfLink: "https://container.googleapis.com/v1/projects/team-sandbox-1/zones/us-central1-a/clusters/c",
      subnetwork: "corp-us-central1",
      workloadIdentityConfig: { workloadPool: "team-sandbox-1.svc.id.goog" },
    });
    expect(addresses.private).toBe("10.128.8.2");
    expect(addresses.dns).toMatch(/^gke-[0-9a-f]{36}-\d{12}\.us-central1-a\.gke\.goog$/);
  });

  it("is the same every time, and differs by index", () => {
    expect(build({})).toEqual(build({}));
    expect(buildCluster(testWorld("c"), 249).addresses.public).toBe("34.78.1.251");
    expect(buildCluster(testWorld("c"), 250).addresses.public).toBe("34.78.2.2");
  });
});
