import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/simulator/world";
import { readUpdate } from "./read-update";

const inIp = (ip: JsonObject): JsonObject => ({ desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: ip } });
const inDns = (dns: JsonObject): JsonObject => ({ desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: dns } });
const change = (update: JsonObject) => {
  const read = readUpdate({ name: "n", update });
  return read.refusal ? read.refusal : read.change;
};
const none = { dns: {}, ip: {}, networks: undefined };
const office = { displayName: "office", cidrBlock: "81.92.200.0/24" };

describe("what an update asks for", () => {
  it.each<[string, JsonObject, object]>([
    ["IP endpoints", inIp({ enabled: false }), { ...none, ip: { enabled: false } }],
    ["the public endpoint", inIp({ enablePublicEndpoint: false }), { ...none, ip: { enablePublicEndpoint: false } }],
    ["global access", inIp({ globalAccess: true }), { ...none, ip: { globalAccess: true } }],
    [
      "DNS",
      inDns({ allowExternalTraffic: true, enableK8sTokensViaDns: false, enableK8sCertsViaDns: null }),
      { ...none, dns: { allowExternalTraffic: true, enableK8sTokensViaDns: false } },
    ],
    [
      "a list",
      inIp({ authorizedNetworksConfig: { enabled: true, cidrBlocks: [office, { cidrBlock: "10.0.0.0/8" }] } }),
      { ...none, networks: { enabled: true, cidrBlocks: [office, { cidrBlock: "10.0.0.0/8" }] } },
    ],
    [
      "flags that are false",
      inIp({
        authorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: false, privateEndpointEnforcementEnabled: true },
      }),
      {
        ...none,
        networks: {
          enabled: false,
          cidrBlocks: [],
          gcpPublicCidrsAccessEnabled: false,
          privateEndpointEnforcementEnabled: true,
        },
      },
    ],
    [
      "no list at all, which means off and empty",
      inIp({ authorizedNetworksConfig: {} }),
      { ...none, networks: { enabled: false, cidrBlocks: [] } },
    ],
    [
      "a list in the deprecated shape",
      { desiredMasterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [office] } },
      { ...none, networks: { enabled: true, cidrBlocks: [office] } },
    ],
    ["the inverse twin", { desiredEnablePrivateEndpoint: true }, { ...none, ip: { enablePublicEndpoint: false } }],
    [
      "the deprecated global access",
      { desiredPrivateClusterConfig: { masterGlobalAccessConfig: { enabled: false } } },
      { ...none, ip: { globalAccess: false } },
    ],
    [
      "what a recorded client sends",
      inIp({ enabled: true, enablePublicEndpoint: false, globalAccess: true, privateEndpointSubnetwork: "" }),
      { ...none, ip: { enabled: true, enablePublicEndpoint: false, globalAccess: true } },
    ],
  ])("%s", (_what, update, expected) => {
    expect(change(update)).toEqual(expected);
  });

  it("reads the etag, and takes an empty one for none", () => {
    expect(readUpdate({ update: { etag: "e", ...inIp({ enabled: true }) } })).toMatchObject({ etag: "e" });
    expect(readUpdate({ update: { etag: "", ...inIp({ enabled: true }) } })).toMatchObject({ etag: undefined });
  });
});

describe("what is refused", () => {
  const networks = { enabled: true };
  it.each<[string, unknown, number, string]>([
    ["no JSON", undefined, 400, "Invalid JSON payload received. Unexpected end of input or token."],
    ["no update", {}, 400, "Must specify a field to update."],
    ["an empty update", { update: {} }, 400, "Must specify a field to update."],
    ["an etag alone", { update: { etag: "e" } }, 400, "Must specify a field to update."],
    ["an empty message", { update: inIp({}) }, 400, "Must specify a field to update."],
    ["null fields", { update: { desiredEnablePrivateEndpoint: null } }, 400, "Must specify a field to update."],
    ["an update of another type", { update: 1 }, 400, "Invalid value at 'update' (type.googleapis.com/ClusterUpdate)"],
    [
      "both shapes of the list",
      { update: { ...inIp({ authorizedNetworksConfig: networks }), desiredMasterAuthorizedNetworksConfig: networks } },
      400,
      "Only one of desired_control_plane_endpoints_config.ip_endpoints_config.authorized_networks_config and desiredMasterAuthorizedNetworksConfig can be specified.",
    ],
    [
      "both shapes of the public endpoint",
      { update: { ...inIp({ enablePublicEndpoint: true }), desiredEnablePrivateEndpoint: false } },
      400,
      "Only one of desired_control_plane_endpoints_config.ip_endpoints_config.enable_public_endpoint and desiredEnablePrivateEndpoint can be specified.",
    ],
    [
      "two kinds of change",
      { update: { desiredMasterAuthorizedNetworksConfig: networks, desiredEnablePrivateEndpoint: true } },
      400,
      "Only one field can be updated at a time. Specified: desired_master_authorized_networks_config, desired_enable_private_endpoint.",
    ],
    [
      "two kinds of change, one of them not simulated",
      { update: { desiredEnablePrivateEndpoint: true, desiredNodeVersion: "1.33" } },
      400,
      "Only one field can be updated at a time. Specified: desired_enable_private_endpoint, desired_node_version.",
    ],
    [
      "a change that is not simulated",
      { update: { desiredNodeVersion: "1.33" } },
      501,
      "The simulator does not support update.desiredNodeVersion.",
    ],
    [
      "an unknown field",
      { update: { wishes: 1 } },
      400,
      "Invalid JSON payload received. Unknown name \"wishes\" at 'update': Cannot find field.",
    ],
    [
      "an unknown field deep inside",
      { update: inIp({ authorizedNetworksConfig: { cidrBlocks: [{ cidr: "10.0.0.0/8" }] } }) },
      400,
      "Invalid JSON payload received. Unknown name \"cidr\" at 'update.desired_control_plane_endpoints_config.ip_endpoints_config.authorized_networks_config.cidr_blocks[0]': Cannot find field.",
    ],
    [
      "a boolean as a text",
      { update: inIp({ enabled: "true" }) },
      400,
      "Invalid value at 'update.desired_control_plane_endpoints_config.ip_endpoints_config.enabled' (TYPE_BOOL)",
    ],
    [
      "the public address",
      { update: inIp({ publicEndpoint: "34.78.1.2" }) },
      400,
      'Invalid value for "desired_control_plane_endpoints_config.ip_endpoints_config.public_endpoint": the field is output only.',
    ],
    [
      "the private address",
      { update: inIp({ privateEndpoint: "10.132.8.2" }) },
      400,
      'Invalid value for "desired_control_plane_endpoints_config.ip_endpoints_config.private_endpoint": the field is output only.',
    ],
    [
      "the DNS name",
      { update: inDns({ endpoint: "gke-1.gke.goog", allowExternalTraffic: true }) },
      400,
      'Invalid value for "desired_control_plane_endpoints_config.dns_endpoint_config.endpoint": the field is output only.',
    ],
    [
      "the private endpoint's subnet",
      { update: inIp({ privateEndpointSubnetwork: "projects/p/regions/r/subnetworks/s" }) },
      400,
      'Invalid value for "desired_control_plane_endpoints_config.ip_endpoints_config.private_endpoint_subnetwork": the field can be set only when the cluster is created.',
    ],
  ])("%s", (_what, body, status, message) => {
    expect(readUpdate(body)).toMatchObject({ refusal: { status, json: { error: { code: status, message } } } });
  });
});
