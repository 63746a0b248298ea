import { describe, expect, it } from "vitest";
import { clustersOfWorlds, type SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { testWorld } from "@/lib/simulator/testing";
import type { JsonObject, World } from "@/lib/simulator/world";
import { applyChange } from "./apply-change";
import type { EndpointsChange } from "./change";

const cluster = (changes: Partial<World> = {}): SimulatedCluster =>
  clustersOfWorlds([testWorld("c", changes)])[0] as SimulatedCluster;

const none: EndpointsChange = { dns: {}, ip: {}, networks: undefined };

/** Carries changes out one after the other, as the writer does. */
function changed(start: SimulatedCluster, ...changes: readonly Partial<EndpointsChange>[]): JsonObject {
  for (const change of changes) {
    const { resource, ipEndpoints } = applyChange(start, { ...none, ...change }, "keep");
    start.resource = resource;
    start.record.dormantIpEndpoints = ipEndpoints;
  }
  return start.resource;
}

const office = { displayName: "office", cidrBlock: "81.92.200.0/24" };
const flags = { gcpPublicCidrsAccessEnabled: false, privateEndpointEnforcementEnabled: false };
const ipOf = (resource: JsonObject) =>
  (resource.controlPlaneEndpointsConfig as { ipEndpointsConfig: JsonObject }).ipEndpointsConfig;

describe("a list", () => {
  it("replaces the present one, in both shapes, and leaves everything else", () => {
    const start = cluster();
    const resource = changed(start, { networks: { enabled: true, cidrBlocks: [office] } });
    const networks = { enabled: true, cidrBlocks: [office], ...flags };
    expect(resource.masterAuthorizedNetworksConfig).toEqual(networks);
    const { resource: before } = cluster();
    expect(ipOf(resource)).toEqual({ ...ipOf(before), authorizedNetworksConfig: networks });
    expect({ ...resource, controlPlaneEndpointsConfig: 0, masterAuthorizedNetworksConfig: 0 }).toEqual({
      ...before,
      controlPlaneEndpointsConfig: 0,
      masterAuthorizedNetworksConfig: 0,
    });
  });

  it("that is off or empty is left out of the JSON, as recorded", () => {
    const resource = changed(cluster(), { networks: { enabled: false, cidrBlocks: [] } });
    expect(resource.masterAuthorizedNetworksConfig).toEqual(flags);
  });

  it.each([
    ["keep", { enabled: true, gcpPublicCidrsAccessEnabled: true, privateEndpointEnforcementEnabled: false }],
    ["reset", { enabled: true, gcpPublicCidrsAccessEnabled: true }],
  ] as const)("flags that are left out: %s", (omittedFlags, expected) => {
    const networks = { enabled: true, cidrBlocks: [], gcpPublicCidrsAccessEnabled: true };
    const { resource } = applyChange(cluster(), { ...none, networks }, omittedFlags);
    expect(resource.masterAuthorizedNetworksConfig).toEqual(expected);
  });
});

describe("single fields", () => {
  it("leave the list and each other alone", () => {
    const resource = changed(cluster(), { ip: { globalAccess: true } }, { dns: { allowExternalTraffic: true } });
    expect(ipOf(resource)).toEqual({ ...ipOf(cluster().resource), globalAccess: true });
    expect(resource.controlPlaneEndpointsConfig).toMatchObject({
      dnsEndpointConfig: { allowExternalTraffic: true, enableK8sTokensViaDns: false, endpoint: expect.any(String) },
    });
  });

  it("public endpoint off and on again: the address is hidden in between", () => {
    const start = cluster();
    const privateList = { networks: { enabled: true, cidrBlocks: [{ cidrBlock: "10.0.0.0/8" }] } };
    const off = changed(start, { ip: { enablePublicEndpoint: false }, ...privateList });
    expect(off).toMatchObject({
      endpoint: "10.132.8.2",
      privateClusterConfig: { enablePrivateEndpoint: true, publicEndpoint: "34.78.1.2" },
    });
    expect(ipOf(off)).not.toHaveProperty("publicEndpoint");
    expect(changed(start, { ip: { globalAccess: true } }).privateClusterConfig).toEqual(off.privateClusterConfig);
    const on = changed(start, { ip: { enablePublicEndpoint: true } });
    expect(on).toMatchObject({ endpoint: "34.78.1.2", privateClusterConfig: { publicEndpoint: "34.78.1.2" } });
    expect(on.privateClusterConfig).not.toHaveProperty("enablePrivateEndpoint");
    expect(ipOf(on)).toMatchObject({ publicEndpoint: "34.78.1.2", authorizedNetworksConfig: { enabled: true } });
  });

  it("IP endpoints off and on again: what the resource hid is back", () => {
    const start = cluster();
    const before = start.resource;
    const off = changed(start, { ip: { enabled: false } });
    expect(ipOf(off)).toEqual({ enabled: false });
    expect(off.endpoint).toBe(start.addresses.dns);
    expect(changed(start, { ip: { enabled: true } })).toEqual(before);
  });

  it("IP endpoints on where they never were", () => {
    const resource = changed(cluster({ base: "dns-only" }), { ip: { enabled: true } });
    expect(resource).toMatchObject({ endpoint: "34.78.1.2", masterAuthorizedNetworksConfig: { enabled: true } });
  });
});

it("an old cluster has the new shape too after its first update", () => {
  const start = cluster({
    overlay: {
      controlPlaneEndpointsConfig: null,
      endpoint: "34.78.1.2",
      masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [office] },
      privateClusterConfig: { enablePrivateNodes: true, privateEndpoint: "172.16.0.2" },
    },
  });
  const resource = changed(start, { ip: { globalAccess: true } });
  expect(ipOf(resource)).toMatchObject({
    enabled: true,
    globalAccess: true,
    publicEndpoint: "34.78.1.2",
    privateEndpoint: "172.16.0.2",
    authorizedNetworksConfig: { enabled: true, cidrBlocks: [office] },
  });
  expect(resource.masterAuthorizedNetworksConfig).toEqual({ enabled: true, cidrBlocks: [office] });
});
