import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, listUpdate, testWorld } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const key = "projects/corp-data-prod/locations/europe-west1/clusters/one";
const upgrade = { name: "operation-7", operationType: "UPGRADE_NODES", startTime: "{now-40m}" };

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  const worlds = [
    testWorld("one"),
    testWorld("ill", { overlay: { status: "DEGRADED" } }),
    testWorld("busy", { google: { operations: [upgrade] } }),
  ];
  simulator = await startSimulator({ worlds, now: () => now });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(() => client.control("POST", "/reset"));

const update = listUpdate(["198.51.100.7/32"]);
const start = async () => String((await client.put("one", update)).body.name);
const status = async (name: string) => (await client.operation(name)).body.status;
const isChanged = async () =>
  JSON.stringify((await client.cluster("one")).body.masterAuthorizedNetworksConfig).includes("198.51.100.7/32");
const fail = (...failures: readonly object[]) => client.control("POST", "/update-failures", failures);

describe("the life of an operation", () => {
  it("is PENDING, RUNNING, DONE, at the edges that the settings give", async () => {
    await client.control("POST", "/updates", { lifetimeMs: 100, pendingMs: 10 });
    const name = await start();
    const seen: unknown[] = [];
    for (const step of [0, 9, 1, 89, 1]) {
      await client.advance(step);
      seen.push([await status(name), (await client.cluster("one")).body.status, await isChanged()]);
    }
    expect(seen).toEqual([
      ["PENDING", "RECONCILING", false],
      ["PENDING", "RECONCILING", false],
      ["RUNNING", "RECONCILING", false],
      ["RUNNING", "RECONCILING", false],
      ["DONE", "RUNNING", true],
    ]);
  });

  it("of no length is RUNNING in the answer and DONE at the first poll", async () => {
    await client.control("POST", "/updates", { lifetimeMs: 0 });
    const put = await client.put("one", update);
    expect(put.body.status).toBe("RUNNING");
    expect([await status(String(put.body.name)), await isChanged()]).toEqual(["DONE", true]);
  });

  it.each([
    [0, [true, true, true]],
    [40, [false, true, true]],
    [150, [false, false, true]],
  ])("effective after %d of 100 ms", async (effectiveMs, expected) => {
    await client.control("POST", "/updates", { lifetimeMs: 100, effectiveMs });
    await start();
    const seen = [await isChanged()];
    for (const step of [100, 50]) {
      await client.advance(step);
      seen.push(await isChanged());
    }
    expect(seen).toEqual(expected);
  });

  it("is listed, by location and everywhere, and stays there", async () => {
    const name = await start();
    await client.advance(3_000);
    for (const location of ["europe-west1", "-"]) {
      const { body } = await client.google("GET", `v1/projects/corp-data-prod/locations/${location}/operations`);
      expect((body.operations as JsonObject[]).find((operation) => operation.name === name)?.status).toBe("DONE");
    }
  });

  it("does not begin before it was asked for: a clock that stands keeps it running", async () => {
    const name = await start();
    await client.control("POST", "/clock", { freeze: true });
    expect(await status(name)).toBe("PENDING");
  });
});

describe("an operation that is ended before its time", () => {
  const end = (operation: string) => client.control("POST", "/operations/end", { operation });

  it("ends once, with its effect", async () => {
    const name = await start();
    await client.advance(1_000);
    await end(name);
    const { body } = await client.operation(name);
    expect([body.endTime, await isChanged()]).toEqual(["2026-11-20T12:00:01.000Z", true]);
    const { etag } = (await client.cluster("one")).body;
    await client.advance(60_000);
    expect((await client.operation(name)).body).toEqual(body);
    expect((await client.cluster("one")).body.etag).toBe(etag);
    expect((await client.history())[0]).toMatchObject({ doneAt: body.endTime, effectiveAt: body.endTime });
  });

  it("does not do twice what it did before", async () => {
    await client.control("POST", "/updates", { effectiveMs: 10 });
    const name = await start();
    await client.advance(10);
    const { etag } = (await client.cluster("one")).body;
    await end(name);
    expect((await client.cluster("one")).body).toMatchObject({ etag, status: "RUNNING" });
  });
});

it("a cluster that is not well stays so while an operation runs", async () => {
  expect((await client.put("ill", update)).status).toBe(200);
  expect((await client.cluster("ill")).body.status).toBe("DEGRADED");
});

describe("failures", () => {
  it("error-before: 500, nothing happens, and the next one goes through", async () => {
    await fail({ kind: "error-before" });
    expect(await client.put("one", update)).toMatchObject({
      status: 500,
      body: { error: { status: "INTERNAL", message: "Internal error encountered." } },
    });
    expect((await client.cluster("one")).body.status).toBe("RUNNING");
    expect((await client.put("one", update)).status).toBe(200);
  });

  it("error-after: 503, and it happens all the same", async () => {
    await fail({ kind: "error-after", status: 503 });
    expect((await client.put("one", update)).status).toBe(503);
    await client.advance(3_000);
    expect(await isChanged()).toBe(true);
  });

  it.each([
    ["lost-request", false],
    ["lost-response", true],
  ])("%s: the connection breaks; it happens: %s", async (kind, happens) => {
    await fail({ kind });
    await expect(client.put("one", update)).rejects.toThrow();
    await client.advance(3_000);
    expect(await isChanged()).toBe(happens);
    expect((await client.history())[0]).toMatchObject({ delivered: false, injected: [kind] });
  });

  it.each([
    [{}, { code: 13, message: "Internal error." }, false],
    [{ code: 8, message: "Out of addresses.", applied: true }, { code: 8, message: "Out of addresses." }, true],
  ])("operation-error %j", async (more, error, happens) => {
    await fail({ kind: "operation-error", ...more });
    const name = await start();
    await client.advance(3_000);
    expect((await client.operation(name)).body).toMatchObject({ status: "DONE", error, statusMessage: error.message });
    expect(await isChanged()).toBe(happens);
  });

  it("late-request: the connection breaks, and it happens seconds later, with an entry of its own", async () => {
    await client.control("POST", "/update-failures", [{ kind: "late-request", afterMs: 5_000 }]);
    await expect(client.put("one", update)).rejects.toThrow();
    await client.advance(4_999);
    expect(await client.history()).toMatchObject([
      { outcome: "refused", refusal: { status: "LOST" }, delivered: false },
    ]);
    await client.advance(1);
    const [, late] = await client.history();
    expect(late).toMatchObject({ sequence: 2, outcome: "accepted", delivered: false, effectiveAt: null });
    await client.advance(3_000);
    expect((await client.history())[1]?.effectiveAt).not.toBeNull();
  });

  it("not-applied: DONE without an error, and nothing has changed", async () => {
    await fail({ kind: "not-applied" });
    const before = await client.cluster("one");
    const name = await start();
    await client.advance(3_000);
    expect((await client.operation(name)).body).not.toHaveProperty("error");
    expect(await client.cluster("one")).toEqual(before);
    expect((await client.history())[0]).toMatchObject({ outcome: "accepted", effectiveAt: null });
  });

  it("stuck: it keeps the cluster until somebody ends it", async () => {
    await fail({ kind: "stuck" });
    const name = await start();
    await client.advance(86_400_000);
    expect(await status(name)).toBe("RUNNING");
    expect((await client.put("one", update)).status).toBe(400);
    expect((await client.control("POST", "/operations/end", { operation: name })).status).toBe(200);
    expect([await status(name), await isChanged()]).toEqual(["DONE", true]);
    expect((await client.put("one", update)).status).toBe(200);
  });

  it("poll-not-found: 404 twice", async () => {
    await fail({ kind: "poll-not-found" });
    const name = await start();
    const polls = [];
    for (let poll = 0; poll < 3; poll += 1) polls.push((await client.operation(name)).status);
    expect(polls).toEqual([404, 404, 200]);
  });

  it("strike together, as often as asked, and only who they are meant for", async () => {
    await fail(
      { kind: "error-before", times: 2, match: { identity: "drawbridge-applier" } },
      { kind: "error-before", match: { cluster: "projects/p/locations/l/clusters/other" } },
      { kind: "poll-not-found", polls: 1 },
      { kind: "not-applied" },
    );
    const applier = "simulated-token-of-drawbridge-applier";
    expect((await client.put("one", update, applier)).status).toBe(500);
    expect((await client.put("one", update)).status).toBe(200);
    expect((await client.history())[1]?.injected).toEqual(["not-applied", "poll-not-found"]);
    expect((await client.put("one", update, applier)).status).toBe(500);
    expect((await client.put("one", update, applier)).status).toBe(400);
    expect((await client.control("DELETE", "/update-failures")).body).toEqual({ failures: [] });
  });

  it("are not used up by an update that is refused for another reason", async () => {
    await fail({ kind: "stuck" });
    expect((await client.put("one", {})).status).toBe(400);
    const { body } = await client.control("GET", "/state");
    expect(body.updateFailures).toEqual([{ kind: "stuck", times: 1 }]);
  });
});

describe("operations of others", () => {
  const begin = (more: object) =>
    client.control("POST", "/operations", { cluster: key, operationType: "UPGRADE_NODES", ...more });

  it("keep the cluster for as long as they are told to", async () => {
    const { body } = await begin({ lifetimeMs: 1_000 });
    expect(body).toMatchObject({ operationType: "UPGRADE_NODES", status: "RUNNING" });
    expect((await client.cluster("one")).body.status).toBe("RECONCILING");
    expect((await client.put("one", update)).status).toBe(400);
    await client.advance(1_000);
    expect((await client.put("one", update)).status).toBe(200);
    expect((await begin({})).status).toBe(409);
    expect((await begin({ operationType: "AUTO_REPAIR_NODES" })).status).toBe(200);
  });

  it("can be ended, with an error too; so can the world's own, once", async () => {
    const error = { code: 14, message: "No nodes left." };
    const { body } = await begin({});
    await client.control("POST", "/operations/end", { operation: body.name, error });
    expect((await client.operation(String(body.name))).body).toMatchObject({ status: "DONE", error });
    const ends = () => client.control("POST", "/operations/end", { operation: "operation-7" });
    expect((await client.put("busy", update)).status).toBe(400);
    expect((await ends()).status).toBe(200);
    expect((await client.operation("operation-7")).body).toMatchObject({
      status: "DONE",
      startTime: "2026-11-20T11:20:00.000Z",
      endTime: "2026-11-20T12:00:00.000Z",
    });
    expect((await client.put("busy", update)).status).toBe(200);
    expect((await ends()).status).toBe(409);
    expect((await client.control("POST", "/operations/end", { operation: "nope" })).status).toBe(404);
  });
});

describe("operations:cancel", () => {
  const cancel = (name: string, token?: string) =>
    client.google(
      "POST",
      `v1/projects/corp-data-prod/locations/europe-west1/operations/${name}:cancel`,
      { name },
      token,
    );

  it.each([
    ["the world's", async () => "operation-7"],
    [
      "a started one",
      async () =>
        String(
          (await client.control("POST", "/operations", { cluster: key, operationType: "UPGRADE_NODES" })).body.name,
        ),
    ],
  ])("aborts an upgrade of nodes, then it is done: %s", async (_which, make) => {
    const name = await make();
    expect(await cancel(name)).toEqual({ status: 200, body: {} });
    expect(await status(name)).toBe("ABORTING");
    expect((await cancel(name)).status).toBe(200);
    await client.advance(1_000);
    expect((await client.operation(name)).body).toMatchObject({ status: "DONE", error: { code: 1 } });
    expect(await cancel(name)).toMatchObject({ status: 400, body: { error: { status: "FAILED_PRECONDITION" } } });
  });

  it("refuses everything else", async () => {
    const name = await start();
    const message = "Only node upgrade operations can be cancelled.";
    expect(await cancel(name)).toMatchObject({ status: 400, body: { error: { message, status: "INVALID_ARGUMENT" } } });
    expect((await cancel("nope")).status).toBe(404);
    expect((await cancel("operation-7", "simulated-token-of-drawbridge-reader")).status).toBe(403);
    await client.advance(3_000);
    expect(await isChanged()).toBe(true);
  });
});
