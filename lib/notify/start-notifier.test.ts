import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { realSleep } from "@/lib/changes/real-sleep";
import { grantRequest } from "@/lib/store/changes/testing";
import { openStore, type Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { type Endpoint, readEndpoint } from "./endpoint";
import type { Outbox } from "./outbox";
import { readSecret } from "./sign";
import { backoff, type Notifier, startNotifier } from "./start-notifier";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

type Delivery = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** Whoever is told. `answer` decides what it says to the next request. */
async function receiver() {
  const taken: Delivery[] = [];
  const refused: Delivery[] = [];
  const state = { answer: 200 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      (state.answer < 300 ? taken : refused).push({ headers: request.headers, body });
      response.writeHead(state.answer, { location: "http://127.0.0.1:1/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = readEndpoint(`http://127.0.0.1:${port}/hooks/s3cret-path`) as Endpoint;
  return { taken, refused, state, endpoint, close: () => server.close() };
}

/** As a receiver checks it, written after the specification and nothing else. */
function isGenuine({ headers, body }: Delivery): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  const age = Math.abs(Date.now() / 1_000 - Number(headers["webhook-timestamp"]));
  return headers["webhook-signature"] === expected && age < 300;
}

let tests: TestCluster;
let store: Store;
let place: { readonly databaseUrl: string; readonly dataDirectory: string };
let hook: Awaited<ReturnType<typeof receiver>>;
let running: Notifier[];
let logged: string;
/** How far this test's clock is ahead of the machine's. */
let ahead: number;
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  const test = await tests.createStore();
  store = test.store;
  place = { databaseUrl: test.databaseUrl, dataDirectory: "" };
  hook = await receiver();
  running = [];
  logged = "";
  ahead = 0;
  return async () => {
    await Promise.all(running.map((one) => one.stop()));
    hook.close();
    await test.close();
  };
});
afterAll(() => tests?.close());

function start(endpoints: readonly Endpoint[] = [hook.endpoint], outbox: Outbox = store.outbox): Notifier {
  const notifier = startNotifier({
    ...{ endpoints, outbox, random: () => 0 },
    secret: readSecret(secret) ?? new Uint8Array(),
    publicUrl: "http://localhost:3000",
    clock: { now: () => new Date(Date.now() + ahead), monotonicMs: () => performance.now() },
    sleep: (milliseconds, signal) => realSleep(Math.min(milliseconds, 20), signal),
    log: (_, message, fields) => {
      logged += JSON.stringify([message, fields]);
    },
  });
  running.push(notifier);
  return notifier;
}

const request = (index: number) =>
  store.grants.request([grantRequest({ id: `g${index}`, idempotencyKey: `k${index}`, reason: `reason ${index}` })]);
const grantsTold = () => hook.taken.map(({ body }) => (JSON.parse(body) as { data: { grant: string } }).data.grant);
const opened = ({ id }: Endpoint) => vi.waitFor(async () => expect(await store.outbox.cursor(id)).toBeDefined());
const untilTold = (count: number) => vi.waitFor(() => expect(hook.taken.length).toBe(count), { timeout: 20_000 });

describe("an endpoint", () => {
  it("hears in order of everything that happens from now on, signed", async () => {
    await request(0);
    start();
    await opened(hook.endpoint);
    for (let index = 1; index <= 5; index += 1) await request(index);
    await untilTold(5);
    expect(grantsTold()).toEqual(["g1", "g2", "g3", "g4", "g5"]);
    expect(hook.taken.every(isGenuine)).toBe(true);
    expect(new Set(hook.taken.map(({ headers }) => headers["webhook-id"])).size).toBe(5);
    expect(JSON.parse(hook.taken[0]?.body ?? "")).toMatchObject({
      type: "grant.requested",
      text: expect.stringContaining("Ana asked for"),
      data: { link: "http://localhost:3000/access?grant=g1" },
    });
  });

  it.each([500, 404, 302])(
    "that answers %i is told again, with the same id, and nothing is lost or skipped",
    async (answer) => {
      hook.state.answer = answer;
      start();
      await opened(hook.endpoint);
      await request(1);
      await request(2);
      const failures = async () => (await store.outbox.cursor(hook.endpoint.id))?.attempts;
      await vi.waitFor(async () => expect(await failures()).toBe(1), { timeout: 20_000 });
      expect(hook.refused).toHaveLength(1);
      hook.state.answer = 200;
      ahead = 600_001;
      await untilTold(2);
      expect(grantsTold()).toEqual(["g1", "g2"]);
      expect(hook.taken[0]?.headers["webhook-id"]).toBe(hook.refused[0]?.headers["webhook-id"]);
      expect(logged).toContain(hook.endpoint.host);
      expect(logged).not.toMatch(/s3cret-path|whsec/);
      expect(await store.outbox.cursor(hook.endpoint.id)).toMatchObject({ attempts: 0 });
    },
  );

  it("that is down holds up no other one, and no grant", async () => {
    const down = await receiver();
    down.close();
    start([down.endpoint, hook.endpoint]);
    await opened(hook.endpoint);
    await request(1);
    await untilTold(1);
    expect(await store.grants.get("g1")).toMatchObject({ state: "approved" });
  });

  it("is told again of what it was told right before the process died, and of everything after it", async () => {
    const dies: Outbox = {
      ...store.outbox,
      told: () => Promise.reject(new Error("killed")),
    };
    const first = start([hook.endpoint], dies);
    await opened(hook.endpoint);
    await request(1);
    await vi.waitFor(() => expect(hook.taken.length).toBeGreaterThan(0), { timeout: 20_000 });
    await first.stop();
    await request(2);
    const before = hook.taken.length;
    start();
    await untilTold(before + 2);
    expect(grantsTold().slice(before)).toEqual(["g1", "g2"]);
    expect(hook.taken[before]?.headers["webhook-id"]).toBe(hook.taken[0]?.headers["webhook-id"]);
  });

  it("is told once by several instances", async () => {
    const others = await Promise.all([1, 2].map(() => openStore({ ...place, retentionDays: 1 }, () => undefined)));
    for (const { outbox } of [store, ...others]) start([hook.endpoint], outbox);
    await opened(hook.endpoint);
    for (let index = 1; index <= 10; index += 1) await request(index);
    await untilTold(10);
    await Promise.all(running.map((one) => one.stop()));
    await Promise.all(others.map((one) => one.close()));
    expect(hook.taken).toHaveLength(10);
  });

  it("of Slack's own gets what Slack takes, and nothing else", async () => {
    start([{ ...hook.endpoint, slack: true }]);
    await opened(hook.endpoint);
    await request(1);
    await untilTold(1);
    expect(Object.keys(JSON.parse(hook.taken[0]?.body ?? ""))).toEqual(["text", "blocks"]);
  });
});

it("waits twice as long after each failure, up to ten minutes", () => {
  expect([1, 2, 3, 10, 11, 50].map((attempts) => backoff(attempts, 1))).toEqual([
    1_000, 2_000, 4_000, 512_000, 600_000, 600_000,
  ]);
  expect(backoff(1, 0)).toBe(750);
});
