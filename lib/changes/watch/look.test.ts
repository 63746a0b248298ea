import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { realSleep } from "@/lib/changes/real-sleep";
import { formatClusterName } from "@/lib/core/cluster-name";
import { listAuthorizedNetworkUpdates } from "@/lib/google/audit-log";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { GoogleError } from "@/lib/google/google-error";
import { googleRest } from "@/lib/google/rest";
import { startSimulator } from "@/lib/simulator/simulator";
import { clientOf, ipEndpoints, listUpdate, testWorld } from "@/lib/simulator/testing";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { lookAtLists } from "./look";
import type { WatchGoogle } from "./ports";
import { startWatch } from "./start-watch";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const project = "corp-data-prod";
const name = { project, location: "europe-west1", cluster: "one" };
const cluster = formatClusterName(name);
const home = { cidrBlock: "93.104.77.18/32", displayName: "home" };

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let client: ReturnType<typeof clientOf>;
let tests: TestCluster;
let test: TestStore;
let google: WatchGoogle;

beforeAll(async () => {
  tests = await startTestCluster();
  simulator = await startSimulator({ worlds: [testWorld("one"), testWorld("two", { overlay: ipEndpoints({}) })] });
  client = clientOf(simulator);
  const settings = { endpoint: simulator.google, tokenFile: simulator.tokenFile, impersonate: undefined };
  const identity = googleIdentity(settings);
  const rest = googleRest(settings, identity);
  google = {
    listClusters: containerReader(settings, identity).listClusters,
    listUpdates: (one, since, signal) => listAuthorizedNetworkUpdates(rest, one, since, signal),
  };
});
afterAll(async () => {
  await simulator?.close();
  await tests?.close();
});
beforeEach(async () => {
  await client.control("POST", "/reset");
  await client.control("POST", "/clock", { freeze: true });
  waiting.clear();
  await client.control("POST", "/updates", { lifetimeMs: 0 });
  test = await tests.createStore();
  return () => test.close();
});

const waiting = new Map<string, Date>();
/** The simulated world's time. */
const clock = { now: () => moment, monotonicMs: () => moment.getTime() };
let moment = new Date();

async function look(differences: Partial<WatchGoogle> = {}): Promise<void> {
  moment = new Date((await client.control("GET", "/clock")).body.now as string);
  const context = { projects: [project], store: test.store.sightings, clock, log: () => undefined, waiting };
  await lookAtLists({ ...context, google: { ...google, ...differences } });
}

const told = async () => (await test.store.audit.list({ limit: 9 })).events;
/** A person's edit, done when it resolves. */
async function human(body: object): Promise<void> {
  await client.control("POST", "/actors/human", { cluster, thinkMs: 0, everyMs: 1_000, ...body });
  await client.advance(10_000);
}

describe("a list that others change", () => {
  it("is not told of at the first look, and not when nothing happened", async () => {
    await look();
    await look();
    expect(await told()).toEqual([]);
    const entries = (await test.store.sightings.entries([cluster])).get(cluster) ?? [];
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ older }) => older)).toBe(true);
  });

  it("is told once, with who did it and with what", async () => {
    await look();
    await client.advance(60_000);
    await human({ edit: "add", seed: 3 });
    await look();
    await look();
    const [event, ...more] = await told();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      actor: "ana@corp.example",
      action: "list.changed",
      subject: `lists/${cluster}`,
      data: {
        gone: [],
        come: [{ cidrBlock: expect.any(String) }],
        by: [{ principal: "ana@corp.example", userAgent: expect.stringContaining("Firefox") }],
      },
    });
    const entries = (await test.store.sightings.entries([cluster])).get(cluster) ?? [];
    expect(entries.filter(({ older }) => !older)).toMatchObject([{ firstSeenAt: moment }]);
    expect(await test.store.audit.verify()).toMatchObject({ intact: true });
  });

  it("is told when filtering is turned off, and when all of Google Cloud is let in", async () => {
    await look();
    await client.advance(60_000);
    await client.put("one", { desiredMasterAuthorizedNetworksConfig: {} }, "simulated-token-of-human");
    await look();
    const [off] = await told();
    expect(off).toMatchObject({
      actor: "ana@corp.example",
      data: { settings: [{ field: "enabled", before: true, after: false }] },
    });
    await client.advance(60_000);
    await client.put(
      "one",
      listUpdate([home.cidrBlock], { gcpPublicCidrsAccessEnabled: true }),
      "simulated-token-of-human",
    );
    await look();
    const [open] = await told();
    expect(open).toMatchObject({
      data: {
        settings: expect.arrayContaining([
          expect.objectContaining({ field: "enabled" }),
          expect.objectContaining({ field: "googleCloudAccess", after: true }),
        ]),
      },
    });
  });

  it("is told without an author, honestly, when the log may not be read", async () => {
    await look();
    await client.advance(60_000);
    await human({ edit: "add" });
    const refused = async () => {
      throw new GoogleError("permission-denied", "no");
    };
    await look({ listUpdates: refused });
    expect(await told()).toMatchObject([
      { actor: "unknown", data: { by: [], why: expect.stringMatching(/logEntries/) } },
    ]);
  });

  it("waits for a log that is late, and then tells", async () => {
    await look();
    await client.advance(60_000);
    await human({ edit: "add" });
    await look({ listUpdates: async () => [] });
    expect(await told()).toEqual([]);
    await client.advance(60_000);
    await look();
    expect(await told()).toMatchObject([{ actor: "ana@corp.example" }]);

    await client.advance(60_000);
    await human({ edit: "add", seed: 9 });
    await look({ listUpdates: async () => [] });
    await client.advance(89_999);
    await look({ listUpdates: async () => [] });
    expect(await told()).toHaveLength(1);
    await client.advance(1);
    await look({ listUpdates: async () => [] });
    expect(await told()).toMatchObject([{ actor: "unknown" }, { actor: "ana@corp.example" }]);
  });

  it("does not stop at a project that cannot be listed", async () => {
    await look();
    await client.advance(60_000);
    await human({ edit: "add" });
    const context = { projects: ["gone-project", project], store: test.store.sightings, clock, waiting };
    const logged: string[] = [];
    await lookAtLists({ ...context, google, log: (_, message) => logged.push(message) });
    expect(logged[0]).toBe("the lists of a project could not be looked at");
    expect(await told()).toHaveLength(1);
  });
});

const hasGcloud = spawnSync("sh", ["-c", "command -v gcloud"]).status === 0;
if (!hasGcloud) console.warn("SKIPPED: drift by the real gcloud needs gcloud on PATH.");

it.skipIf(!hasGcloud)("real gcloud's edit is told as somebody else's, by the person who ran it", async () => {
  await look();
  await client.advance(60_000);
  const folder = await mkdtemp(join(tmpdir(), "drift-"));
  const exports = await (await fetch(`${simulator.control}/env?place=home`)).text();
  const command = `gcloud container clusters update one --location europe-west1 --enable-master-authorized-networks --master-authorized-networks ${home.cidrBlock}`;
  const child = spawn("sh", ["-c", `${exports}${command}`], { env: { ...process.env, HOME: folder }, stdio: "ignore" });
  const code = await new Promise((resolve) => child.on("close", resolve));
  await rm(folder, { recursive: true });
  expect(code).toBe(0);
  await look();
  expect(await told()).toMatchObject([
    {
      actor: "ana@corp.example",
      data: {
        come: [{ cidrBlock: home.cidrBlock, displayName: "" }],
        by: [{ userAgent: expect.stringContaining("gcloud.container.clusters.update") }],
      },
    },
  ]);
});

it("several instances look once, and stop at once", async () => {
  let asked = 0;
  const context = {
    ...{ projects: [project], store: test.store.sightings, log: () => undefined, everySeconds: 60 },
    google: {
      ...google,
      listClusters: (...given: Parameters<WatchGoogle["listClusters"]>) => {
        asked += 1;
        return google.listClusters(...given);
      },
    },
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    sleep: realSleep,
  };
  const watches = [1, 2, 3].map(() => startWatch(context));
  await vi.waitFor(async () => expect(await test.store.sightings.lastLook()).not.toBeNull(), { timeout: 20_000 });
  watches.push(startWatch(context));
  await Promise.all(watches.map((watch) => watch.stop()));
  expect(asked).toBe(1);
});
