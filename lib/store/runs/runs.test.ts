import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Run } from "@/lib/changes/runs/run";
import { runRequest } from "@/lib/changes/runs/testing";
import type { Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import type { RunIdentity } from "@/lib/workload/runs/read-probe";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
let test: TestStore;
let store: Store;
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
  store = test.store;
  return () => test.close();
});
afterAll(() => tests?.close());

const at = (second: number) => new Date(Date.UTC(2026, 10, 1) + second * 1_000);
const id = (digit: number) => String(digit).repeat(32);
const made = async (given: Parameters<typeof runRequest>[0] = {}) => {
  const answer = await store.runs.request(runRequest(given));
  if (answer.kind === "refused") throw new Error(answer.why);
  return answer;
};
const now = async ({ id }: Run): Promise<Run> => {
  const found = await store.runs.get(id);
  if (!found) throw new Error("the run is gone");
  return found;
};
const seen: RunIdentity = {
  ...{ email: "a@p.iam.gserviceaccount.com", kind: "google-service-account", tokenStatus: 200, scopes: ["s"] },
  ...{ expected: null, proven: true, summary: "It is." },
};
const told = async () => (await store.audit.list({ limit: 50 })).events.map(({ action }) => action).toReversed();

describe("a run", () => {
  it("is made once for each press, and told", async () => {
    const first = await made({ reason: "NUL \0" });
    expect(first).toMatchObject({ repeated: false, run: { state: "queued", podUid: null, log: [], cleanedAt: null } });
    expect(first.run.reason).toBe("NUL \ufffd");
    const again = runRequest({ id: id(2), idempotencyKey: first.run.idempotencyKey, reason: "NUL \0" });
    expect(await store.runs.request(again)).toMatchObject({ repeated: true, run: { id: first.run.id } });
    const other = { ...again, serviceAccount: "another" };
    expect(await store.runs.request(other)).toMatchObject({ kind: "refused", why: expect.stringMatching(/key/) });
    expect(await told()).toEqual(["run.requested"]);
    expect((await store.audit.verify()).intact).toBe(true);
  });

  it("leaves none of the pod's words with its press, which is kept when the run is forgotten", async () => {
    const { manifest } = runRequest();
    const [container] = manifest.spec.containers;
    const words = [{ name: "DBT_PASSWORD", value: "correct horse battery" }];
    const containers = container ? [{ ...container, env: words }] : [];
    await made({ manifest: { ...manifest, spec: { ...manifest.spec, containers } } });
    const client = new Client(test.databaseUrl);
    await client.connect();
    const { rows } = await client.query("SELECT * FROM idempotency");
    await client.end();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("battery");
  });

  it("is one of five at most for a person, who presses ten times at once", async () => {
    const requests = Array.from({ length: 10 }, (_, digit) => runRequest({ id: id(digit) }));
    const answers = await Promise.all(requests.map((request) => store.runs.request(request)));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(5);
  });

  it("is one of five at most for a person, until its pod is gone", async () => {
    for (const digit of [1, 2, 3, 4, 5]) await made({ id: id(digit) });
    const sixth = runRequest({ id: id(6) });
    expect(await store.runs.request(sixth)).toMatchObject({ kind: "refused", why: expect.stringMatching(/5 pods/) });
    expect(await store.runs.request(runRequest({ id: id(9), idempotencyKey: `click-${id(1)}` }))).toMatchObject({
      repeated: true,
    });
    const eve = { id: "eve@corp.example", name: "Eve" };
    expect(await store.runs.request({ ...sixth, principal: eve })).toMatchObject({ kind: "done" });
    const [open] = await store.runQueue.open();
    const first = open && (await store.runs.get(open));
    if (!first) throw new Error("none is open");
    await store.runQueue.end(first, { state: "failed", detail: "x", exitCode: null, identity: null, at: at(1) });
    await store.runQueue.clean(first, at(2));
    expect(await store.runs.request({ ...sixth, id: id(7) })).toMatchObject({ kind: "done", repeated: false });
  });

  it("counts for its person no longer than its pod can live, although nobody sees that it is gone", async () => {
    for (const digit of [1, 2, 3, 4, 5]) {
      const { run } = await made({ id: id(digit) });
      await store.runQueue.intend(run, at(1));
      const intended = await now(run);
      await store.runQueue.end(intended, { state: "failed", detail: "x", exitCode: null, identity: null, at: at(2) });
    }
    const sixth = runRequest({ id: id(6), requestedAt: at(179) });
    expect(await store.runs.request(sixth)).toMatchObject({ kind: "refused", why: expect.stringMatching(/5 pods/) });
    const later = { ...sixth, requestedAt: at(180) };
    expect(await store.runs.request(later)).toMatchObject({ kind: "done", repeated: false });
  });

  it("goes its way once, whoever tells", async () => {
    const { run } = await made();
    const { runQueue } = store;
    expect(await runQueue.clean(run, at(1))).toBe(false);
    expect([await runQueue.intend(run, at(1)), await runQueue.intend(run, at(1))]).toEqual([true, false]);
    expect([await runQueue.created(run, "u1", at(2)), await runQueue.created(run, "u2", at(2))]).toEqual([true, false]);
    expect(await runQueue.progress(run, { state: "running", startedAt: at(3), log: ["a \0"] })).toBe(true);
    expect(await runQueue.progress(run, { state: "running", startedAt: at(3) })).toBe(true);
    expect(await runQueue.progress(run, {})).toBe(true);
    expect(await store.runs.get(run.id)).toMatchObject({
      state: "running",
      podUid: "u1",
      log: ["a \ufffd"],
      startedAt: at(3),
    });
    const ending = { state: "finished", detail: "It is.", exitCode: 0, identity: seen, at: at(4) } as const;
    // As it was before its pod was made.
    expect(await runQueue.end(run, { ...ending, state: "failed" })).toBe(false);
    const begun = await now(run);
    expect(await runQueue.end({ ...begun, podUid: null }, { ...ending, state: "failed" })).toBe(false);
    expect([await runQueue.end(begun, ending), await runQueue.end(begun, { ...ending, state: "failed" })]).toEqual([
      true,
      false,
    ]);
    expect(await runQueue.progress(run, { state: "running" })).toBe(false);
    expect(await runQueue.open()).toEqual([run.id]);
    expect([await runQueue.clean(run, at(5)), await runQueue.clean(run, at(5))]).toEqual([true, false]);
    expect(await runQueue.open()).toEqual([]);
    expect(await told()).toEqual([
      ...["run.requested", "run.intended", "run.started", "run.running", "run.ended", "run.cleaned"],
    ]);
    const cluster = "projects/corp-data-prod/locations/europe-west1/clusters/main";
    const { events } = await store.audit.list({ limit: 9, cluster });
    expect(events).toHaveLength(6);
    expect((await store.audit.about(events)).get(`runs/${run.id}`)).toMatchObject({ cluster, reason: "incident 7" });
  });

  it("is stopped by a person, who wakes the applier; not created after that", async () => {
    const { run } = await made();
    const woken = new Promise<void>((resolve) => store.runQueue.onWake(resolve));
    const changed = new Promise<void>((resolve) => store.runs.onChange(run.id, resolve));
    // The listening connection is made in the background.
    await store.runQueue.withLock("x", async () => undefined);
    const eve = { id: "eve@corp.example", name: "Eve" };
    expect(await store.runs.stop(run.id, eve, at(1))).toMatchObject({ run: { stopAskedBy: "Eve" } });
    await Promise.all([woken, changed]);
    expect(await store.runs.stop(run.id, { ...eve, name: "Late" }, at(2))).toMatchObject({
      run: { stopAskedBy: "Eve" },
    });
    expect(await store.runQueue.intend(run, at(3))).toBe(false);
    expect(await store.runs.stop("nothing", eve, at(1))).toEqual({ kind: "not-found" });
    expect(await told()).toEqual(["run.requested", "run.stop-asked"]);
  });

  it("is found by its cluster, the newest first, page by page", async () => {
    for (const digit of [1, 2, 3]) await made({ id: id(digit), requestedAt: at(digit) });
    const first = await store.runs.list({ limit: 2 });
    expect(first.runs.map((run) => run.id)).toEqual([id(3), id(2)]);
    const second = await store.runs.list({ limit: 2, cursor: first.nextCursor ?? "" });
    expect(second).toMatchObject({ runs: [{ id: id(1) }], nextCursor: null });
    const elsewhere = { project: "p", location: "l", cluster: "c" };
    expect((await store.runs.list({ cluster: elsewhere, limit: 5 })).runs).toEqual([]);
    await expect(store.runs.list({ limit: 0 })).rejects.toMatchObject({ reason: "invalid-limit" });
  });

  it("proves what the newest finished probe saw, for its service account alone", async () => {
    const prove = async (digit: number, identity: RunIdentity | null, state: "finished" | "failed", ended = digit) => {
      const { run } = await made({ id: id(digit) });
      await store.runQueue.intend(run, at(digit));
      await store.runQueue.end(await now(run), { state, detail: "", exitCode: 0, identity, at: at(ended) });
      await store.runQueue.clean(run, at(digit));
      return run;
    };
    const { cluster } = runRequest();
    const proof = (namespace: string, account: string) => store.runs.latestProof(cluster, namespace, account);
    // The end of the first was seen hours later, by the next process.
    await prove(1, { ...seen, tokenStatus: 403, proven: false }, "finished", 7_200);
    await prove(2, seen, "finished", 5);
    await prove(3, null, "failed");
    expect(await proof("composer-user-workloads", "airflow")).toEqual({
      ...{ run: id(2), at: at(2).toISOString(), email: seen.email, tokenStatus: 200, scopes: ["s"] },
    });
    expect(await proof("composer-user-workloads", "default")).toBeNull();
    expect(await proof("airflow", "airflow")).toBeNull();
  });

  it("is forgotten with old reports once its pod is gone", async () => {
    const { run } = await made();
    const later = new Date(at(0).getTime() + 31 * 86_400_000);
    await store.enforceRetention(later);
    expect(await store.runs.get(run.id)).toBeDefined();
    await store.runQueue.end(run, { state: "failed", detail: "", exitCode: null, identity: null, at: at(1) });
    await store.runQueue.clean(run, at(2));
    await store.enforceRetention(later);
    expect(await store.runs.get(run.id)).toBeUndefined();
  });

  it("keeps why its pod is not gone, and is given up once, told, and forgotten like one that is cleaned", async () => {
    const { run } = await made();
    const { runQueue } = store;
    expect([await runQueue.trouble(run, "x"), await runQueue.giveUp(run, "x", at(9))]).toEqual([false, false]);
    await runQueue.intend(run, at(1));
    const intended = await now(run);
    await runQueue.end(intended, { state: "failed", detail: "It.", exitCode: null, identity: null, at: at(2) });
    expect(await runQueue.trouble(run, "no \0 project")).toBe(true);
    expect(await now(run)).toMatchObject({ detail: "It.", removalTrouble: "no \ufffd project", givenUpAt: null });
    expect(await runQueue.open()).toEqual([run.id]);
    expect([await runQueue.giveUp(run, "gone", at(3)), await runQueue.giveUp(run, "y", at(4))]).toEqual([true, false]);
    expect(await now(run)).toMatchObject({ removalTrouble: "gone", givenUpAt: at(3), cleanedAt: null });
    expect(await runQueue.open()).toEqual([]);
    expect(await runQueue.trouble(run, "z")).toBe(false);
    expect(await told()).toEqual(["run.requested", "run.intended", "run.ended", "run.given-up"]);
    const { events } = await store.audit.list({ limit: 1 });
    expect(events[0]).toMatchObject({ subject: `runs/${run.id}`, data: { detail: "gone", namespace: run.namespace } });
    await store.enforceRetention(new Date(at(3).getTime() + 31 * 86_400_000));
    expect(await store.runs.get(run.id)).toBeUndefined();
  });
});
