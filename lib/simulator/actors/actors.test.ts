import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, ipEndpoints, listUpdate, testWorld } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const at = (name: string) => `projects/corp-data-prod/locations/europe-west1/clusters/${name}`;
const privateOnly = ipEndpoints({ enablePublicEndpoint: false });

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  const worlds = [testWorld("one"), testWorld("private-only", { overlay: privateOnly })];
  simulator = await startSimulator({ worlds, now: () => now });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await client.control("POST", "/reset");
  await client.control("POST", "/updates", { lifetimeMs: 100 });
});

const human = (more: object) => client.control("POST", "/actors/human", { cluster: at("one"), ...more });
const terraform = (more: object) => client.control("POST", "/actors/terraform", { cluster: at("one"), ...more });
const actors = async () => (await client.control("GET", "/actors")).body.actors as readonly JsonObject[];
const listOf = async (name = "one") =>
  ((await client.cluster(name)).body.masterAuthorizedNetworksConfig as JsonObject).cidrBlocks;

describe("a human", () => {
  it("edits the list through the same way as everybody, without an etag", async () => {
    expect((await human({ edit: "add", count: 3, everyMs: 1_000 })).body).toMatchObject({ actor: "human-1" });
    await client.advance(999);
    expect(await client.history()).toEqual([]);
    await client.advance(60_000);
    const history = await client.history();
    expect(history).toHaveLength(3);
    expect(history[0]).toMatchObject({
      time: "2026-11-20T12:00:01.000Z",
      cluster: at("one"),
      identity: "human",
      principal: "ana@corp.example",
      userAgent: expect.stringContaining("Mozilla/5.0"),
      actor: "human-1",
      etagSent: null,
      outcome: "accepted",
      effectiveAt: "2026-11-20T12:00:01.100Z",
    });
    expect(await listOf()).toHaveLength(5);
    expect(await actors()).toEqual([
      { actor: "human-1", cluster: at("one"), state: "finished", turns: 3, accepted: 3, refused: 0, idle: 0 },
    ]);
    const request = {
      resourceNames: ["projects/corp-data-prod"],
      filter: 'protoPayload.request.update.desiredControlPlaneEndpointsConfig:"laptop"',
    };
    expect((await client.google("POST", "v2/entries:list", request)).body.entries).toHaveLength(3);
  });

  it("does the same with the same seed, something else with another", async () => {
    const run = async (seed: number) => {
      await client.control("POST", "/reset");
      await human({ seed, count: 20, everyMs: 5_000 });
      await client.advance(200_000);
      return (await client.history()).map(({ update }) => update);
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it("is refused while an operation runs, and tries its next edit", async () => {
    await human({ count: 4, everyMs: 60 });
    await client.advance(1_000);
    expect(await actors()).toMatchObject([{ accepted: 2, refused: 2 }]);
  });

  it("who thinks loses what others changed meanwhile", async () => {
    await human({ edit: "add", thinkMs: 10_000, everyMs: 1_000 });
    await client.advance(1_000);
    await client.put("one", listUpdate(["198.51.100.7/32"]));
    await client.advance(10_100);
    expect(JSON.stringify(await listOf())).not.toContain("198.51.100.7/32");
    expect(await listOf()).toHaveLength(3);
  });

  it("with gcloud drops the display names", async () => {
    await human({ edit: "add", tool: "gcloud" });
    await client.advance(2_000);
    expect(JSON.stringify(await listOf())).not.toContain("displayName");
    expect((await client.history())[0]?.userAgent).toContain("command/gcloud.container.clusters.update");
  });

  it("lists private networks on a cluster without a public endpoint", async () => {
    await human({ cluster: at("private-only"), edit: "add", count: 5, everyMs: 1_000 });
    await client.advance(10_000);
    expect(await listOf("private-only")).toHaveLength(5);
  });

  it("in the console leaves a list off that is off", async () => {
    await client.put("one", { desiredMasterAuthorizedNetworksConfig: { enabled: false } });
    await human({ edit: "add" });
    await client.advance(2_000);
    expect((await client.cluster("one")).body.masterAuthorizedNetworksConfig).not.toHaveProperty("enabled");
    expect(await listOf()).toHaveLength(1);
  });

  it("with nothing to edit does nothing, and spares what it is told to", async () => {
    await client.put("one", {
      desiredMasterAuthorizedNetworksConfig: {
        enabled: true,
        cidrBlocks: [{ displayName: "ours 1", cidrBlock: "10.0.0.0/8" }],
      },
    });
    await human({ edit: "remove", spare: "ours ", everyMs: 1_000, count: 2 });
    await client.advance(5_000);
    expect(await actors()).toMatchObject([{ turns: 2, idle: 2, accepted: 0 }]);
  });
});

describe("Terraform", () => {
  const list = [{ displayName: "vpn", cidrBlock: "185.44.108.30/32" }, { cidrBlock: "10.0.0.0/8" }];

  it("puts its list in place whenever the present one differs, with the whole block", async () => {
    await terraform({ list, everyMs: 10_000 });
    await client.advance(30_000);
    expect(await listOf()).toEqual(list);
    expect(await actors()).toMatchObject([{ actor: "terraform-1", turns: 3, accepted: 1, idle: 2, state: "working" }]);
    const [entry] = await client.history();
    expect(entry).toMatchObject({ identity: "terraform", actor: "terraform-1", etagSent: null });
    expect(entry?.userAgent).toContain("Terraform/");
    expect(entry?.update).toEqual({
      desiredControlPlaneEndpointsConfig: {
        dnsEndpointConfig: { allowExternalTraffic: false, enableK8sTokensViaDns: false },
        ipEndpointsConfig: {
          enabled: true,
          enablePublicEndpoint: true,
          globalAccess: false,
          authorizedNetworksConfig: {
            enabled: true,
            cidrBlocks: list,
            gcpPublicCidrsAccessEnabled: false,
            privateEndpointEnforcementEnabled: false,
          },
        },
      },
    });
    await client.put("one", {
      desiredMasterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [...list].reverse() },
    });
    await client.advance(20_000);
    expect(await actors()).toMatchObject([{ accepted: 1, idle: 4 }]);
    await client.put("one", listUpdate(["198.51.100.7/32"]));
    await client.advance(10_100);
    expect(await listOf()).toEqual(list);
  });

  it("sends it always when told to, as often as told", async () => {
    await terraform({ list, everyMs: 1_000, always: true, count: 3 });
    await client.advance(60_000);
    expect(await actors()).toMatchObject([{ accepted: 3, idle: 0, state: "finished" }]);
  });

  it("puts right what somebody turned off", async () => {
    await client.put("one", { desiredMasterAuthorizedNetworksConfig: { enabled: false, cidrBlocks: list } });
    await terraform({ list, everyMs: 1_000, count: 1 });
    await client.advance(2_000);
    expect((await client.cluster("one")).body.masterAuthorizedNetworksConfig).toMatchObject({ enabled: true });
  });
});

describe("all of them", () => {
  it("stop one by one or together, also in the middle of thinking", async () => {
    await human({ edit: "add", count: null, everyMs: 1_000, thinkMs: 500 });
    await terraform({ list: [], everyMs: 1_000 });
    await client.advance(1_000);
    expect((await client.control("POST", "/actors/stop", { actor: "human-1" })).status).toBe(200);
    await client.advance(10_000);
    expect(await actors()).toMatchObject([
      { actor: "human-1", state: "stopped", turns: 1, accepted: 0 },
      { actor: "terraform-1", state: "working", turns: 11 },
    ]);
    await client.control("DELETE", "/actors");
    await client.advance(10_000);
    expect((await actors()).map(({ turns, state }) => [turns, state])).toEqual([
      [1, "stopped"],
      [11, "stopped"],
    ]);
    expect((await client.control("POST", "/actors/stop", { actor: "human-9" })).status).toBe(404);
  });

  it("are gone after a reset", async () => {
    await human({ count: null });
    await client.control("POST", "/reset");
    await client.advance(10_000);
    expect([await actors(), await client.history()]).toEqual([[], []]);
  });

  it("are refused like everybody without the permission", async () => {
    await client.control("POST", "/identities", { identity: "human", deny: ["container.clusters.update"] });
    await human({ edit: "add" });
    await client.advance(1_000);
    expect((await client.history())[0]).toMatchObject({ outcome: "refused", refusal: { httpStatus: 403 } });
  });

  it("are not struck by faults and failures that are meant for the wire", async () => {
    await client.control("POST", "/faults", [{ match: { method: "PUT" }, status: 500 }]);
    await client.control("POST", "/update-failures", [{ kind: "error-before" }]);
    await human({ edit: "add" });
    await client.advance(1_000);
    expect(await actors()).toMatchObject([{ accepted: 1 }]);
    await client.control("POST", "/update-failures", [{ kind: "error-before", match: { identity: "human" } }]);
    await human({ edit: "add" });
    await client.advance(1_000);
    expect((await client.history())[1]).toMatchObject({ actor: "human-2", injected: ["error-before"] });
  });

  it.each([
    ["/actors/human", { cluster: at("nope") }, 404],
    ["/actors/human", { cluster: at("one"), edit: "destroy" }, 400],
    ["/actors/human", { cluster: at("one"), everyMs: 0 }, 400],
    ["/actors/terraform", { cluster: at("one") }, 400],
    ["/actors/terraform", { cluster: at("nope"), list: [] }, 404],
  ])("POST %s %j → %d", async (path, body, status) => {
    expect(await client.control("POST", path, body)).toMatchObject({ status, body: { error: expect.any(String) } });
  });
});
