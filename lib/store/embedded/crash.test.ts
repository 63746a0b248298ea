import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StoreLogEvent } from "../log";
import type { ReportRow } from "../reports";
import { openStore, type Store } from "../store";
import { temporaryDirectory } from "../testing";
import { startHolder } from "../testing-holder";
import { accountFor } from "./account";
import { installedBinaries } from "./binaries";
import { findLauncher } from "./launcher";
import { serverArguments } from "./server-settings";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let dataDirectory: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  dataDirectory = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const events: StoreLogEvent[] = [];
const open = () => openStore({ dataDirectory, retentionDays: 30 }, (event) => events.push(event));
const pidFile = () => join(dataDirectory, "postgres", "postmaster.pid");
const postmasterPid = () => Number.parseInt(readFileSync(pidFile(), "utf8"), 10);

function row(id: string): ReportRow {
  const place = { project: "orders", location: "europe-west1", cluster: "main" };
  const rest = { vantageKind: "server", verdict: "reachable", cause: null, hop: null, headline: "ok", durationMs: 1 };
  return { id, createdAt: new Date(0), ...place, ...rest, report: {} };
}

async function storedIds(store: Store): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let cursor: string | null | undefined;
  do {
    const page = await store.reports.list({ limit: 500, ...(cursor ? { cursor } : {}) });
    for (const { id } of page.rows) ids.add(id);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

async function expectAll(store: Store, acknowledged: readonly string[]): Promise<void> {
  const found = await storedIds(store);
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
}

describe("Drawbridge is killed", () => {
  it("while it writes: the next one opens, with every acknowledged row", async () => {
    const acknowledged: string[] = [];
    for (const rows of [1, 40, 150]) {
      const holder = await startHolder(dataDirectory);
      expect(holder.opening).toEqual({ open: true });
      holder.tell("write");
      await holder.hasStored(rows);
      await holder.end("SIGKILL");
      acknowledged.push(...holder.stored);
    }
    const store = await open();
    await expectAll(store, acknowledged);
    await store.close();
  });

  it("together with its PostgreSQL", async () => {
    const holder = await startHolder(dataDirectory);
    holder.tell("write");
    await holder.hasStored(50);
    process.kill(postmasterPid(), "SIGKILL");
    await holder.end("SIGKILL");
    const store = await open();
    await expectAll(store, holder.stored);
    await store.close();
  });

  it("and its PostgreSQL stays: the next one stops it and opens", async () => {
    await open().then((store) => store.close());
    const orphan = await startOrphan();
    events.length = 0;
    const store = await open();
    expect(events).toContainEqual(expect.objectContaining({ level: "warn", pid: orphan.pid }));
    expect(postmasterPid()).not.toBe(orphan.pid);
    expect(await store.health()).toEqual({ ok: true });
    await store.close();
  });

  it("by process.exit(), without close: no PostgreSQL stays", async () => {
    const holder = await startHolder(dataDirectory);
    const pid = postmasterPid();
    holder.tell("exit");
    await holder.end();
    events.length = 0;
    const store = await open();
    expect(postmasterPid()).not.toBe(pid);
    await store.close();
  });
});

describe("PostgreSQL is killed", () => {
  it("while the store is open: it comes back by itself, with every acknowledged row", async () => {
    const running = Promise.withResolvers<void>();
    const store = await openStore({ dataDirectory, retentionDays: 30 }, ({ message }) => {
      if (message === "PostgreSQL runs again") running.resolve();
    });
    const acknowledged: string[] = [];
    let failures = 0;
    for (let count = 0; count < 300; count += 1) {
      if (count === 100) process.kill(postmasterPid(), "SIGKILL");
      await store.reports.insert(row(`row-${count}`)).then(
        () => acknowledged.push(`row-${count}`),
        (error: unknown) => {
          failures += 1;
          expect(error).toMatchObject({ name: "StoreError", reason: "unavailable" });
        },
      );
    }
    await running.promise;
    expect(failures).toBeLessThan(20);
    expect(await store.health()).toEqual({ ok: true });
    await expectAll(store, acknowledged);
    await store.close();
  });

  it("and does not come back: health says why, and close still works", async () => {
    const failed = Promise.withResolvers<void>();
    const store = await openStore(
      { dataDirectory, retentionDays: 30 },
      ({ level }) => level === "error" && failed.resolve(),
    );
    await rm(join(dataDirectory, "postgres", "global"), { recursive: true });
    process.kill(postmasterPid(), "SIGKILL");
    await failed.promise;
    expect(await store.health()).toEqual({ ok: false, reason: expect.stringContaining("did not start") });
    await store.close();
  });

  it("and its pid now belongs to another program: the store opens and leaves that one alone", async () => {
    await open().then((store) => store.close());
    const store = await open();
    const content = await readFile(pidFile(), "utf8");
    await store.close();
    // As PostgreSQL's own account: it takes no notice of programs that it may not signal.
    const other = spawn("sleep", ["600"], { ...(await accountFor(dataDirectory)), stdio: "ignore" });
    await once(other, "spawn");
    await writeFile(pidFile(), content.replace(/^\d+/, String(other.pid)), { mode: 0o600 });
    await givePidFile();
    const reopened = await open();
    expect(await reopened.health()).toEqual({ ok: true });
    await reopened.close();
    expect(other.exitCode).toBeNull();
    other.kill();
    await once(other, "exit");
  });
});

async function givePidFile(): Promise<void> {
  const account = await accountFor(dataDirectory);
  const { chown } = await import("node:fs/promises");
  if (account) await chown(pidFile(), account.uid, account.gid);
}

/** A PostgreSQL on the data directory that no Drawbridge holds. It outlives nothing but the test. */
async function startOrphan(): Promise<ChildProcess> {
  const binaries = await installedBinaries(folder);
  const launcher = await findLauncher(binaries, dataDirectory);
  const database = join(dataDirectory, "postgres");
  const orphan = launcher.start(binaries.postgres, serverArguments(database, database, true));
  if (!orphan.stderr) throw new Error("no output");
  for await (const line of createInterface({ input: orphan.stderr })) {
    if (line.includes("ready to accept connections")) return orphan;
  }
  throw new Error("the orphan did not start");
}
