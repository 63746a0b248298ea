import { readFile, stat } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, listUpdate, testWorld } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const start = Date.parse("2026-11-20T12:00:00Z");
let machine = start;
let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  const worlds = [testWorld("one"), testWorld("two", { project: "other-project-1" })];
  simulator = await startSimulator({ worlds, now: () => new Date(machine), updates: { pendingMs: 0 } });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(async () => {
  machine = start;
  await client.control("POST", "/reset");
});

const clock = async (body?: object) =>
  (await client.control(body ? "POST" : "GET", "/clock", body)).body as { now: string; frozen: boolean };

describe("the clock", () => {
  it("is the machine's, stands when frozen, moves when advanced or set, and runs on", async () => {
    machine += 1_000;
    expect(await clock()).toEqual({ now: "2026-11-20T12:00:01.000Z", frozen: false });
    expect((await clock({ freeze: true })).frozen).toBe(true);
    machine += 60_000;
    expect(await clock({ advanceMs: 500 })).toEqual({ now: "2026-11-20T12:00:01.500Z", frozen: true });
    expect(await clock({ set: "2027-01-01T00:00:00+01:00" })).toEqual({
      now: "2026-12-31T23:00:00.000Z",
      frozen: true,
    });
    await clock({ freeze: false });
    machine += 5;
    expect(await clock()).toEqual({ now: "2026-12-31T23:00:00.005Z", frozen: false });
    await client.control("POST", "/reset");
    expect((await clock()).now).toBe("2026-11-20T12:01:01.005Z");
  });

  it("does several things at once: frozen, at a time, and on from there", async () => {
    const body = { freeze: true, set: "2026-12-01T00:00:00Z", advanceMs: 10 };
    expect(await clock(body)).toEqual({ now: "2026-12-01T00:00:00.010Z", frozen: true });
  });

  it("drives operations when it runs by itself, too", async () => {
    const { body } = await client.put("one", listUpdate([]));
    machine += 2_999;
    expect((await client.operation(String(body.name))).body.status).toBe("RUNNING");
    machine += 1;
    expect((await client.operation(String(body.name))).body.status).toBe("DONE");
  });

  it("goes back only while nothing is under way", async () => {
    const back = () => client.control("POST", "/clock", { set: "2026-11-20T11:00:00Z" });
    expect((await back()).status).toBe(200);
    await client.put("one", listUpdate([]));
    expect((await back()).status).toBe(200);
    await client.advance(1);
    expect((await back()).status).toBe(409);
    await client.advance(3_000);
    expect((await back()).status).toBe(200);
  });

  it("is the time that Google's answers carry", async () => {
    await clock({ freeze: true, set: "2030-01-01T00:00:00Z" });
    expect((await client.put("one", listUpdate([]))).body.startTime).toBe("2030-01-01T00:00:00.000Z");
    const { requests } = (await client.control("GET", "/requests")).body;
    expect(requests).toMatchObject([{ time: "2030-01-01T00:00:00.000Z" }]);
  });
});

describe("the ways of updates", () => {
  it("change one by one, are shown, and go back to the start's at reset", async () => {
    const initial = {
      lifetimeMs: 3_000,
      pendingMs: 0,
      effectiveMs: null,
      omittedFlags: "keep",
      hostBits: "normalise",
      etagCheck: true,
      podStartMs: 2_500,
      iamPropagationMs: 0,
    };
    expect((await client.control("GET", "/updates")).body).toEqual(initial);
    const changed = { ...initial, effectiveMs: 5, omittedFlags: "reset" };
    expect((await client.control("POST", "/updates", { effectiveMs: 5, omittedFlags: "reset" })).body).toEqual(changed);
    expect((await client.control("GET", "/state")).body).toMatchObject({ updates: changed, updateFailures: [] });
    await client.control("POST", "/reset");
    expect((await client.control("GET", "/updates")).body).toEqual(initial);
  });
});

describe("identities", () => {
  const permission = "container.clusters.update";
  const tokenOf = (label: string) => `simulated-token-of-${label}`;
  const test = async (label: string, project = "corp-data-prod") => {
    const path = `v1/projects/${project}:testIamPermissions`;
    return (await client.google("POST", path, { permissions: [permission] }, tokenOf(label))).body.permissions;
  };
  const put = (label: string, name = "one", project = "corp-data-prod") =>
    client.google(
      "PUT",
      `v1/projects/${project}/locations/europe-west1/clusters/${name}`,
      { update: listUpdate([]) },
      tokenOf(label),
    );

  it("have files with their tokens, for their owner only", async () => {
    const { identities } = (await client.control("GET", "/identities")).body;
    const files = (identities as { identity: string; tokenFile: string }[]).map(async ({ identity, tokenFile }) => {
      expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);
      return [identity, tokenFile, await readFile(tokenFile, "utf8")];
    });
    expect(await Promise.all(files)).toEqual([
      ["drawbridge-reader", simulator.tokenFile, tokenOf("drawbridge-reader")],
      ["drawbridge-applier", simulator.applierTokenFile, tokenOf("drawbridge-applier")],
      ["human", expect.stringMatching(/human-token$/), tokenOf("human")],
      ["terraform", expect.stringMatching(/terraform-token$/), tokenOf("terraform")],
    ]);
  });

  it.each([
    ["drawbridge-reader", 403],
    ["drawbridge-applier", 200],
    ["human", 200],
    ["terraform", 200],
    ["somebody-else", 200],
  ])("%s updates a cluster: %d", async (label, status) => {
    expect((await put(label)).status).toBe(status);
  });

  it("the reader's refusal does not show in testIamPermissions until the control API takes the permission", async () => {
    expect(await test("drawbridge-reader")).toEqual([permission]);
    await client.control("POST", "/identities", { identity: "drawbridge-reader", deny: [permission] });
    expect(await test("drawbridge-reader")).toBeUndefined();
    await client.control("POST", "/identities", { identity: "drawbridge-reader", allow: [permission] });
    expect([await test("drawbridge-reader"), (await put("drawbridge-reader")).status]).toEqual([[permission], 200]);
  });

  it("lose a permission in one project and keep it in others, and only theirs", async () => {
    const body = { identity: "drawbridge-applier", project: "other-project-1", deny: [permission] };
    expect((await client.control("POST", "/identities", body)).status).toBe(200);
    expect((await put("drawbridge-applier", "two", "other-project-1")).body).toMatchObject({
      error: {
        status: "PERMISSION_DENIED",
        message: `Required "${permission}" permission(s) for "projects/other-project-1/locations/europe-west1/clusters/two".`,
        details: [{ reason: "IAM_PERMISSION_DENIED" }],
      },
    });
    expect([await test("drawbridge-applier", "other-project-1"), await test("drawbridge-applier")]).toEqual([
      undefined,
      [permission],
    ]);
    expect((await put("drawbridge-applier")).status).toBe(200);
    expect((await put("human", "two", "other-project-1")).status).toBe(200);
  });

  it("lose other permissions as well", async () => {
    await client.control("POST", "/identities", { identity: "human", deny: ["container.clusters.get"] });
    const path = "v1/projects/corp-data-prod/locations/europe-west1/clusters/one";
    expect((await client.google("GET", path, undefined, tokenOf("human"))).status).toBe(403);
    expect((await client.google("GET", path, undefined, tokenOf("terraform"))).status).toBe(200);
  });

  it("have a token that can be revoked and given back", async () => {
    const set = (tokenRevoked: boolean) =>
      client.control("POST", "/identities", { identity: "drawbridge-applier", tokenRevoked });
    const { identities } = (await set(true)).body;
    expect((identities as JsonObject[])[1]).toMatchObject({ tokenRevoked: true });
    expect((await put("drawbridge-applier")).status).toBe(401);
    expect((await put("human")).status).toBe(200);
    await set(false);
    expect((await put("drawbridge-applier")).status).toBe(400);
    await set(true);
    await client.control("POST", "/reset");
    expect((await put("drawbridge-applier")).status).toBe(200);
  });

  it("are chosen for real clients in GET /env: a person's by default", async () => {
    const env = async (query: string) => (await fetch(`${simulator.control}/env?place=office${query}`)).text();
    expect(await env("")).toMatch(/ACCESS_TOKEN_FILE=.*\/human-token\n/);
    expect(await env("&identity=drawbridge-applier")).toContain(`ACCESS_TOKEN_FILE=${simulator.applierTokenFile}\n`);
    expect((await fetch(`${simulator.control}/env?identity=nobody`)).status).toBe(400);
  });
});

it.each([
  ["/clock", { set: "tomorrow" }],
  ["/clock", { advanceMs: -1 }],
  ["/updates", { lifetimeMs: -1 }],
  ["/updates", { hostBits: "drop" }],
  ["/updates", { lifetime: 1 }],
  ["/update-failures", { kind: "stuck" }],
  ["/update-failures", [{ kind: "explode" }]],
  ["/update-failures", [{ kind: "error-after", status: 200 }]],
  ["/update-failures", [{ kind: "stuck", match: { identity: "nobody" } }]],
  ["/operations", { cluster: "projects/p/locations/l/clusters/c", operationType: "UPDATE_CLUSTER" }],
  ["/operations/end", {}],
  ["/identities", { identity: "nobody" }],
])("POST %s refuses %j", async (path, body) => {
  expect(await client.control("POST", path, body)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
});
