import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ApplierStep } from "@/lib/changes/applier-context";
import type { UpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { createUpdateScene, type UpdateScene } from "./scene/testing";

// Real databases and a real simulator on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Remedy = Exclude<UpdateRemedy, { readonly id: "undo" }>;

let tests: TestCluster;
let test: TestStore;
let scenes: UpdateScene[] = [];
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
  return async () => {
    await Promise.all(scenes.map((scene) => scene.close()));
    scenes = [];
    await test.close();
  };
});
afterAll(() => tests?.close());

async function sceneOf(ip: object = {}): Promise<UpdateScene> {
  const scene = await createUpdateScene(test.store, ip);
  scenes.push(scene);
  return scene;
}

const openDns: Remedy = { id: "open-dns-endpoint", params: {} };
const list = [
  { displayName: "büro", cidrBlock: "81.92.200.0/24" },
  { displayName: "old", cidrBlock: "62.4.5.6/32" },
  { cidrBlock: "62.4.5.8/31" },
  { displayName: "also", cidrBlock: "62.4.5.9/32" },
];
const withList = (more: object = {}) => ({
  authorizedNetworksConfig: { enabled: true, cidrBlocks: list, gcpPublicCidrsAccessEnabled: false, ...more },
});
const removeOld: Remedy = { id: "remove-network", params: { cidr: "62.4.5.6/32" } };

async function events(): Promise<readonly string[]> {
  const { events: told } = await test.store.audit.list({ limit: 100 });
  return told.map(({ action }) => action).toReversed();
}

/** What the applier sent and Google took. */
async function accepted(scene: UpdateScene) {
  const entries = await scene.history();
  return entries.filter(({ identity, outcome }) => identity === "drawbridge-applier" && outcome === "accepted");
}

describe("every remedy", () => {
  it.each<[Remedy, object, object]>([
    [openDns, {}, { dnsExternalTraffic: true }],
    [{ id: "enable-global-access", params: {} }, {}, { globalAccess: true }],
    [
      { id: "enable-public-endpoint", params: {} },
      {
        enablePublicEndpoint: false,
        authorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock: "10.1.0.0/16" }] },
      },
      { publicEndpoint: true, networks: { enabled: true, entries: [{ cidrBlock: "10.1.0.0/16" }] } },
    ],
    [
      { id: "allow-google-cloud", params: {} },
      withList({ privateEndpointEnforcementEnabled: false }),
      { networks: { googleCloudAccess: true } },
    ],
    [
      { id: "enable-authorized-networks", params: { cidrs: ["62.4.5.6/32"] } },
      { authorizedNetworksConfig: { enabled: false, cidrBlocks: null } },
      { networks: { enabled: true, entries: [{ cidrBlock: "62.4.5.6/32" }] } },
    ],
    [
      { id: "aggregate-networks", params: {} },
      withList(),
      { networks: { entries: [{ displayName: "büro" }, { displayName: "old" }, { cidrBlock: "62.4.5.8/31" }] } },
    ],
    [
      { id: "restore-networks", params: { cidrs: ["62.9.9.9/24"] } },
      withList(),
      { networks: { entries: [{}, {}, {}, {}, { cidrBlock: "62.9.9.0/24" }] } },
    ],
    [
      { id: "replace-network", params: { before: "62.4.5.6/32", after: "62.4.7.7/32" } },
      withList(),
      { networks: { entries: [{}, { cidrBlock: "62.4.7.7/32", displayName: "old" }, {}, {}] } },
    ],
    [removeOld, withList(), { networks: { entries: [{ displayName: "büro" }, {}, { displayName: "also" }] } }],
  ])("$id is carried out, read back, and can be undone unless it turned filtering on", async (remedy, ip, expected) => {
    const scene = await sceneOf(ip);
    const before = await scene.settings();
    const update = await scene.ask(remedy);
    expect(await scene.run()).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    const after = await scene.settings();
    expect(after).toMatchObject(expected);
    const sent = { etag: expect.any(String), before, body: expect.anything() };
    expect(await test.store.updates.get(update.id)).toMatchObject({
      sent,
      operation: expect.stringMatching(/^operation-/),
    });
    expect(await scene.run()).toEqual({ kind: "in-step" });
    expect(await accepted(scene)).toHaveLength(1);

    if (remedy.id === "enable-authorized-networks") {
      await expect(scene.askUndo(update)).rejects.toThrow("let in every address");
      return;
    }
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toEqual({ state: "applied", detail: "" });
    expect(await scene.settings()).toEqual(before);
    const again = await scene.askUndo(undo);
    await scene.run();
    expect(await scene.outcome(again)).toEqual({ state: "applied", detail: "" });
    expect(await scene.settings()).toEqual(after);
    await expect(scene.askUndo(update)).resolves.toBeTruthy();
  });
});

describe("an update", () => {
  it("is told step by step, and makes its cluster due until it is over", async () => {
    const scene = await sceneOf();
    const due = () => test.store.changes.dueClusters(scene.time.clock.now());
    expect(await due()).toEqual([]);
    await scene.ask(openDns);
    expect(await due()).toMatchObject([{ cluster: scene.name, at: scene.time.clock.now() }]);
    await scene.run();
    expect(await due()).toEqual([]);
    expect(await events()).toEqual(["update.requested", "update.sent", "update.accepted", "update.applied"]);
    expect(await test.store.audit.verify()).toMatchObject({ intact: true });
  });

  it("waits for grants, and leaves their entries alone", async () => {
    const scene = await sceneOf(withList());
    await scene.grant("62.4.5.7/32");
    const update = await scene.ask({ id: "aggregate-networks", params: {} });
    await scene.run();
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    const { entries } = (await scene.settings()).networks;
    expect(entries.map(({ cidrBlock }) => cidrBlock)).toEqual([
      "81.92.200.0/24",
      "62.4.5.6/32",
      "62.4.5.8/31",
      "62.4.5.7/32",
    ]);
    expect(entries[3]?.displayName).toMatch(/^drawbridge:/);
  });

  it("never touches an entry of a grant, even when it is asked to", async () => {
    const scene = await sceneOf(withList());
    await scene.grant("62.4.5.7/32");
    await scene.run();
    const remedy: Remedy = { id: "remove-network", params: { cidr: "62.4.5.7/32" } };
    await expect(scene.ask(remedy)).rejects.toThrow("is named as a grant's");
    const update = await scene.request({ remedy });
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(/is named as a grant's/),
    });
  });

  it.each<[string, Remedy, readonly object[], RegExp]>([
    [
      "the entry is gone",
      removeOld,
      [list[0] ?? {}, list[2] ?? {}, list[3] ?? {}],
      /62\.4\.5\.6\/32 is not in the list/,
    ],
    [
      "another entry can be merged",
      { id: "aggregate-networks", params: {} },
      [...list, { displayName: "new", cidrBlock: "62.4.5.7/32" }],
      /changed since you confirmed this: it would now change more \(cidrBlocks: 62\.4\.5\.6\/32 \(old\) → nothing; /,
    ],
  ])("that would do something else by now is a conflict, and is not sent: %s", async (_, remedy, edited, why) => {
    const scene = await sceneOf(withList());
    const update = await scene.ask(remedy);
    await scene.edit(edited);
    const before = await scene.settings();
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({ state: "conflict", detail: expect.stringMatching(why) });
    expect(await scene.settings()).toEqual(before);
    expect(await accepted(scene)).toEqual([]);
    expect(await events()).toEqual(["update.requested", "update.conflict"]);
  });

  it("keeps what others changed between the click and the update, and between the read and the update", async () => {
    const scene = await sceneOf(withList());
    const update = await scene.ask(removeOld);
    const one = { displayName: "one", cidrBlock: "62.1.1.1/32" };
    const two = { displayName: "two", cidrBlock: "62.1.1.2/32" };
    await scene.edit([...list, one]);
    let edits = 0;
    const atStep = async (step: ApplierStep) => {
      if (step === "intended" && edits++ === 0) await scene.edit([...list, one, two]);
    };
    expect(await scene.run({ atStep })).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    const names = (await scene.settings()).networks.entries.map(({ displayName }) => displayName);
    expect(names).toEqual(["büro", "", "also", "one", "two"]);
    expect(await accepted(scene)).toHaveLength(1);
    expect(await events()).toEqual([
      ...["update.requested", "update.sent", "update.released", "update.sent", "update.accepted", "update.applied"],
    ]);
  });

  it("tells what somebody else changed before it was read back", async () => {
    const scene = await sceneOf(withList());
    const update = await scene.ask(openDns);
    const atStep = async (step: ApplierStep) => {
      if (step === "operation-ended") await scene.edit(list.slice(1));
    };
    await scene.run({ atStep });
    expect(await scene.outcome(update)).toEqual({
      state: "applied",
      detail: "Something else was changed at the same time (cidrBlocks: 81.92.200.0/24 (büro) → nothing).",
    });
  });

  it.each([
    [{ kind: "operation-error", message: "The backend is full" }, "Google's operation failed: The backend is full."],
    [
      { kind: "not-applied" },
      "Google's operation ended well, and this was not done: allowExternalTraffic: false → true.",
    ],
  ])("has failed when its operation did: %j", async (failure, detail) => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    await scene.fail(failure);
    await scene.run();
    expect(await scene.outcome(update)).toEqual({ state: "failed", detail });
    expect(await scene.settings()).toMatchObject({ dnsExternalTraffic: false });
    expect(await accepted(scene)).toHaveLength(1);
  });

  it.each([
    ["lost-response", 1],
    ["error-after", 1],
    ["lost-request", 2],
    ["error-before", 2],
  ])("whose answer is lost (%s) is found by reading: Google takes it once", async (kind, sent) => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    await scene.fail({ kind });
    expect(await scene.run()).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    expect(await accepted(scene)).toHaveLength(1);
    expect((await events()).filter((action) => action === "update.sent")).toHaveLength(sent);
  });

  it("that was lost and arrives late is found too", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    await scene.fail({ kind: "lost-request" });
    let ends = 0;
    const atStep = async (step: ApplierStep) => {
      // Between the look at Google that showed nothing, and the next plan.
      if (step === "closed" && ends++ === 0) await scene.late();
    };
    await scene.run({ atStep });
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    expect(await accepted(scene)).toHaveLength(1);
  });

  it("waits for an operation of somebody else without asking again and again", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    const operation = await scene.startOperation();
    expect(await scene.run()).toMatchObject({ kind: "waiting", on: operation });
    expect(await scene.outcome(update)).toMatchObject({ state: "queued", detail: expect.stringContaining(operation) });
    expect(await scene.run()).toMatchObject({ kind: "waiting" });
    expect((await events()).filter((action) => action === "update.sent")).toHaveLength(1);
    await scene.control("POST", "/operations/end", { operation });
    expect(await scene.run()).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
  });

  it("has failed when it did not get its turn in half an hour", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    await scene.startOperation();
    await scene.run();
    await scene.time.sleep(30 * 60_000);
    expect(await scene.run()).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(/^It could not be sent within 30 minutes\. .*incompatible operation/),
    });
  });

  it("has failed when the applier may not, with Google's words", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    await scene.control("POST", "/identities", {
      identity: "drawbridge-applier",
      deny: ["container.clusters.update"],
    });
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(/^Google refused it: .*container\.clusters\.update/),
    });
  });
});

describe("an applier that dies", () => {
  const steps: readonly ApplierStep[] = [
    ...([
      "locked",
      "read",
      "intended",
      "accepted",
      "operation-stored",
      "operation-ended",
      "read-back",
      "closed",
    ] as const),
  ];
  it.each(steps)("at %s leaves nothing half done: the next one finishes it, and Google takes it once", async (step) => {
    const scene = await sceneOf(withList());
    const update = await scene.ask(removeOld);
    expect(await scene.runUntil(step)).toBe(true);
    expect(await scene.run()).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    expect((await scene.settings()).networks.entries).toHaveLength(3);
    expect(await accepted(scene)).toHaveLength(1);
  });

  it("at the moment without an answer does not send again what was taken", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(openDns);
    await scene.fail({ kind: "lost-response" });
    expect(await scene.runUntil("unanswered")).toBe(true);
    await scene.run();
    expect(await scene.outcome(update)).toEqual({ state: "applied", detail: "" });
    expect(await accepted(scene)).toHaveLength(1);
  });
});

describe("an undo", () => {
  it("keeps what others changed since, and is refused when they changed the same", async () => {
    const scene = await sceneOf(withList());
    const update = await scene.ask({ id: "replace-network", params: { before: "62.4.5.6/32", after: "62.4.7.7/32" } });
    await scene.run();
    const replaced = list.map((entry) =>
      entry.displayName === "old" ? { ...entry, cidrBlock: "62.4.7.7/32" } : entry,
    );
    await scene.edit([{ displayName: "new", cidrBlock: "62.1.1.1/32" }, ...replaced]);
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toEqual({ state: "applied", detail: "" });
    const { entries } = (await scene.settings()).networks;
    expect(entries.map(({ cidrBlock }) => cidrBlock)).toEqual([
      ...["62.1.1.1/32", "81.92.200.0/24", "62.4.5.6/32", "62.4.5.8/31", "62.4.5.9/32"],
    ]);
    await expect(scene.askUndo(update)).rejects.toThrow("already as it was before");
  });

  it("that was confirmed, and is not possible any more, is a conflict", async () => {
    const scene = await sceneOf(withList());
    const update = await scene.ask({ id: "restore-networks", params: { cidrs: ["62.9.9.9/32"] } });
    await scene.run();
    const undo = await scene.askUndo(update);
    await scene.edit([...list, { displayName: "mine now", cidrBlock: "62.9.9.9/32" }]);
    await scene.run();
    expect(await scene.outcome(undo)).toEqual({
      state: "conflict",
      detail: "62.9.9.9/32 (restored) is 62.9.9.9/32 (mine now) by now: somebody else changed it.",
    });
  });
});
