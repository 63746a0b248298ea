import { describe, expect, it } from "vitest";
import { buildCluster } from "@/lib/simulator/cluster/build-cluster";
import { readControlPlane } from "@/lib/simulator/cluster/control-plane";
import { findPlace } from "@/lib/simulator/places";
import { ipEndpoints, testWorld } from "@/lib/simulator/testing";
import type { JsonObject, PlaceId, World } from "@/lib/simulator/world";
import { decideConnection } from "./decide";

type Row = {
  readonly when: string;
  readonly place: PlaceId;
  readonly endpoint: "public" | "private" | "dns";
  readonly overlay?: JsonObject;
  readonly base?: World["base"];
  readonly network?: NonNullable<World["network"]>;
  readonly behaviour: string;
};

const networks = (changes: JsonObject) => ipEndpoints({ authorizedNetworksConfig: changes });
const listed = (...cidrs: string[]) => networks({ cidrBlocks: cidrs.map((cidrBlock) => ({ cidrBlock })) });
const enforced = { privateEndpointEnforcementEnabled: true };

const rows: readonly Row[] = [
  { when: "listed", place: "office", endpoint: "public", behaviour: "connect" },
  { when: "Drawbridge's server is listed", place: "server", endpoint: "public", behaviour: "connect" },
  { when: "not listed", place: "home", endpoint: "public", behaviour: "drop" },
  {
    when: "listed as /32",
    place: "home",
    endpoint: "public",
    overlay: listed("93.104.77.18/32"),
    behaviour: "connect",
  },
  { when: "one address off", place: "home", endpoint: "public", overlay: listed("93.104.77.19/32"), behaviour: "drop" },
  {
    when: "last of a range",
    place: "home",
    endpoint: "public",
    overlay: listed("93.104.77.16/31", "93.104.77.18/31"),
    behaviour: "connect",
  },
  { when: "host bits set", place: "home", endpoint: "public", overlay: listed("93.104.77.1/24"), behaviour: "connect" },
  { when: "an empty list", place: "office", endpoint: "public", overlay: listed(), behaviour: "drop" },
  {
    when: "the list is off",
    place: "home",
    endpoint: "public",
    overlay: networks({ enabled: null }),
    behaviour: "connect",
  },
  { when: "Cloud Shell, unlisted", place: "cloud-shell", endpoint: "public", behaviour: "drop" },
  {
    when: "Google Cloud allowed",
    place: "cloud-shell",
    endpoint: "public",
    overlay: networks({ gcpPublicCidrsAccessEnabled: true }),
    behaviour: "connect",
  },
  {
    when: "Google Cloud allowed helps nobody else",
    place: "home",
    endpoint: "public",
    overlay: networks({ gcpPublicCidrsAccessEnabled: true }),
    behaviour: "drop",
  },
  {
    when: "public endpoint off",
    place: "office",
    endpoint: "public",
    overlay: ipEndpoints({ enablePublicEndpoint: false }),
    behaviour: "drop",
  },
  { when: "IP endpoints off, public", place: "office", endpoint: "public", base: "dns-only", behaviour: "drop" },
  { when: "IP endpoints off, private", place: "vm-in-vpc", endpoint: "private", base: "dns-only", behaviour: "drop" },
  { when: "private from outside", place: "office", endpoint: "private", behaviour: "drop" },
  { when: "private from Cloud Shell", place: "cloud-shell", endpoint: "private", behaviour: "drop" },
  { when: "private from the VPC", place: "vm-in-vpc", endpoint: "private", behaviour: "connect" },
  {
    when: "private, another region",
    place: "vm-in-vpc",
    endpoint: "private",
    overlay: { location: "us-central1" },
    behaviour: "drop",
  },
  {
    when: "private, another region, global access",
    place: "vm-in-vpc",
    endpoint: "private",
    overlay: { location: "us-central1", ...ipEndpoints({ globalAccess: true }) },
    behaviour: "connect",
  },
  {
    when: "private, zonal cluster of the same region",
    place: "vm-in-vpc",
    endpoint: "private",
    base: "zonal-peering",
    behaviour: "connect",
  },
  {
    when: "enforced, but in the cluster's subnet",
    place: "vm-in-vpc",
    endpoint: "private",
    overlay: networks(enforced),
    behaviour: "connect",
  },
  {
    when: "enforced, other subnet, unlisted",
    place: "vm-in-vpc",
    endpoint: "private",
    overlay: { location: "us-central1", ...ipEndpoints({ globalAccess: true, authorizedNetworksConfig: enforced }) },
    behaviour: "drop",
  },
  {
    when: "enforced, other subnet, listed",
    place: "vm-in-vpc",
    endpoint: "private",
    overlay: {
      location: "us-central1",
      ...ipEndpoints({
        globalAccess: true,
        authorizedNetworksConfig: { ...enforced, cidrBlocks: [{ cidrBlock: "10.132.0.0/20" }] },
      }),
    },
    behaviour: "connect",
  },
  { when: "DNS from anywhere", place: "home", endpoint: "dns", behaviour: "connect" },
  {
    when: "an override for everyone",
    place: "office",
    endpoint: "public",
    network: [{ place: "*", endpoint: "public", behaviour: "refuse" }],
    behaviour: "refuse",
  },
  {
    when: "an override for another endpoint",
    place: "office",
    endpoint: "public",
    network: [{ place: "*", endpoint: "dns", behaviour: "refuse" }],
    behaviour: "connect",
  },
  {
    when: "the place's own override before *",
    place: "office",
    endpoint: "dns",
    network: [
      { place: "*", endpoint: "dns", behaviour: "drop" },
      { place: "office", endpoint: "dns", behaviour: "stall-tls" },
    ],
    behaviour: "stall-tls",
  },
];

describe("decideConnection", () => {
  it.each(rows)(
    "$endpoint from $place: $when → $behaviour",
    ({ place: id, endpoint, overlay, base, network, behaviour }) => {
      const world = testWorld("c", { overlay: overlay ?? {}, ...(base ? { base } : {}) });
      const place = findPlace(id);
      expect(place).toBeDefined();
      const controlPlane = readControlPlane(buildCluster(world, 0).resource);
      expect(place && decideConnection(place, endpoint, controlPlane, network).behaviour).toBe(behaviour);
    },
  );
});
