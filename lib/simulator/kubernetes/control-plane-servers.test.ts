import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clustersOfWorlds } from "@/lib/simulator/cluster/simulated-cluster";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { connectThrough, getThrough, handshake, testWorld } from "@/lib/simulator/testing";
import type { World } from "@/lib/simulator/world";

const openDns = { controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } };
const worlds: readonly World[] = [
  testWorld("good"),
  testWorld("other-ca", { kubernetes: { certificate: "other-ca" } }),
  testWorld("expired", { kubernetes: { certificate: "expired" } }),
  testWorld("other-names", { kubernetes: { certificate: "other-names" } }),
  testWorld("dns-open", { overlay: openDns }),
  testWorld("dns-closed"),
  testWorld("dns-denied", { overlay: openDns, kubernetes: { dnsFrontEnd: "connect-denied" } }),
  testWorld("dns-perimeter", { overlay: openDns, kubernetes: { dnsFrontEnd: "perimeter-denied" } }),
  testWorld("dns-denied-by-iam", {
    overlay: openDns,
    project: "no-connect-1",
    google: { deniedPermissions: ["container.clusters.connect"] },
  }),
  testWorld("dns-intercepted", {
    overlay: openDns,
    network: [{ place: "*", endpoint: "dns", behaviour: "intercept-tls" }],
  }),
];
const clusters = clustersOfWorlds(worlds);
const clusterOf = (name: string) => {
  const cluster = clusters.find((candidate) => candidate.world.name === name);
  if (!cluster) throw new Error(`no world ${name}`);
  return cluster;
};

let simulator: Simulator;
let publicCa: string;
beforeAll(async () => {
  simulator = await startSimulator({ worlds });
  publicCa = await readFile(simulator.caFile, "utf8");
});
afterAll(() => simulator.close());

async function clusterCa(name: string): Promise<string> {
  const response = await fetch(`${simulator.google}v1/${clusterOf(name).key}`, {
    headers: { authorization: "Bearer t" },
  });
  const { masterAuth } = (await response.json()) as { masterAuth: { clusterCaCertificate: string } };
  return Buffer.from(masterAuth.clusterCaCertificate, "base64").toString();
}

describe("the API server's certificate", () => {
  it.each([
    ["other-ca", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["expired", "CERT_HAS_EXPIRED"],
    ["other-names", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("%s fails with %s", async (name, code) => {
    const host = clusterOf(name).addresses.public;
    const { socket } = await connectThrough(simulator.proxy, "office", `${host}:443`);
    await expect(handshake(socket, host, await clusterCa(name))).rejects.toMatchObject({ code });
  });

  it("is good for both addresses and the service names", async () => {
    const { addresses } = clusterOf("good");
    const ca = await clusterCa("good");
    const names = ["kubernetes", "kubernetes.default.svc.cluster.local", addresses.private, addresses.public];
    const { socket } = await connectThrough(simulator.proxy, "vm-in-vpc", `${addresses.private}:443`);
    const secure = await handshake(socket, addresses.private, ca);
    const certificate = secure.getPeerX509Certificate();
    expect(names.map((name) => certificate?.checkHost(name) ?? certificate?.checkIP(name))).toEqual(names);
    secure.destroy();
  });

  it("is another cluster's nowhere", async () => {
    const host = clusterOf("good").addresses.public;
    const { socket } = await connectThrough(simulator.proxy, "office", `${host}:443`);
    await expect(handshake(socket, host, await clusterCa("expired"))).rejects.toThrow();
  });
});

describe("the DNS endpoint", () => {
  const get = (name: string, token?: string) =>
    getThrough(
      { proxy: simulator.proxy, place: "home", ca: publicCa, ...(token ? { token } : {}) },
      clusterOf(name).addresses.dns,
      "/version",
    );

  it("leads to the API server when it is open, behind a certificate of the public CA", async () => {
    const { status, body } = await get("dns-open", "t");
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ major: "1" });
  });

  it.each(["dns-closed", "dns-denied", "dns-denied-by-iam"])("%s: Google's HTML page", async (name) => {
    const { status, body } = await get(name, "t");
    expect(status).toBe(403);
    expect(body).toMatch(/^<!DOCTYPE html>/);
    expect(body).toContain("Error 403 (Forbidden)!!1");
    expect(body).toContain("That’s an error.");
  });

  it("names the perimeter that refuses", async () => {
    const { status, body } = await get("dns-perimeter", "t");
    expect(status).toBe(403);
    expect(body).toContain("vpcServiceControlsUniqueIdentifier");
  });

  it("wants a credential before anything else", async () => {
    expect((await get("dns-open")).status).toBe(401);
    expect((await get("dns-open", "expired")).status).toBe(401);
    expect((await get("dns-closed")).status).toBe(403);
  });

  it("can be intercepted", async () => {
    await expect(get("dns-intercepted", "t")).rejects.toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  });
});
