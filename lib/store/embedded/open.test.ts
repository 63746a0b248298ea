import { spawnSync } from "node:child_process";
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStore } from "../store";
import { temporaryDirectory } from "../testing";
import { startHolder } from "../testing-holder";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let dataDirectory: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  dataDirectory = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (directory = dataDirectory) => openStore({ dataDirectory: directory, retentionDays: 30 }, () => undefined);
const refusal = (directory?: string) => expect(open(directory)).rejects;
const socketFolders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("drawbridge-socket-"));

describe("one data directory, two openers", () => {
  it("in two processes: the second is told who has it, until that one ends", async () => {
    const holder = await startHolder(dataDirectory);
    await refusal().toMatchObject({ reason: "in-use", message: expect.stringContaining(`pid ${holder.child.pid} on`) });
    const second = await startHolder(dataDirectory);
    expect(second.opening.failed).toMatchObject({ reason: "in-use" });
    await second.end();
    holder.tell("close");
    await holder.end();
    await open().then((store) => store.close());
  });

  it("in one process", async () => {
    const store = await open();
    await refusal().toMatchObject({ reason: "in-use", message: expect.stringContaining(`pid ${process.pid} on`) });
    expect(await store.health()).toEqual({ ok: true });
    await store.close();
  });

  it("at the same moment: exactly one gets it, and the database is whole", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => open()));
    const opened = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(opened).toHaveLength(1);
    for (const { value } of opened) {
      expect(await value.health()).toEqual({ ok: true });
      await value.close();
    }
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ reason: "in-use" });
    }
  });
});

describe("a data directory that cannot be used", () => {
  it("is a file, or below one", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await refusal(file).toMatchObject({ reason: "not-writable", message: expect.stringContaining("it is a file") });
    await refusal(join(file, "below")).toMatchObject({ reason: "not-writable" });
  });

  it("holds something else, which is left as it was", async () => {
    await mkdir(dataDirectory);
    await writeFile(join(dataDirectory, "thesis.txt"), "mine");
    await refusal().toMatchObject({ reason: "not-a-data-directory", message: expect.stringContaining("thesis.txt") });
    expect(await readdir(dataDirectory)).toEqual(["thesis.txt"]);
  });

  it("was written by another PostgreSQL, and is left as it was", async () => {
    await open().then((store) => store.close());
    const versionFile = join(dataDirectory, "postgres", "PG_VERSION");
    await writeFile(versionFile, "17\n");
    await refusal().toMatchObject({
      reason: "version-mismatch",
      message: expect.stringMatching(/PostgreSQL 17.*18\./),
    });
    await writeFile(versionFile, "18\n");
    await open().then((store) => store.close());
  });

  it("has a database that is broken: the server's own words are shown", async () => {
    await open().then((store) => store.close());
    await rm(join(dataDirectory, "postgres", "global", "pg_control"));
    await refusal().toMatchObject({ reason: "start-failed", message: expect.stringContaining("pg_control") });
  });
});

describe("a data directory that is unusual", () => {
  it("was left in the middle of its creation", async () => {
    await mkdir(join(dataDirectory, "postgres.new", "base"), { recursive: true });
    await writeFile(join(dataDirectory, "drawbridge.lock"), '{"pid":1}');
    await open().then((store) => store.close());
    expect((await readdir(dataDirectory)).toSorted()).toEqual(["drawbridge.lock", "postgres"]);
  });

  it("lost its lock file", async () => {
    await open().then((store) => store.close());
    await rm(join(dataDirectory, "drawbridge.lock"));
    await open().then((store) => store.close());
  });

  it("has a path that is too long for a socket, with spaces, commas and quotes", async () => {
    const long = join(folder, `it's "a, b" ${"한".repeat(40)}`, "data");
    const before = await socketFolders();
    const store = await open(long);
    const [socketFolder = ""] = (await socketFolders()).filter((name) => !before.includes(name));
    expect((await stat(join(tmpdir(), socketFolder))).mode & 0o777).toBe(0o700);
    expect(await store.health()).toEqual({ ok: true });
    await store.close();
    expect(await socketFolders()).toEqual(before);
    await open(long).then((store) => store.close());
  });

  it("opens no TCP port, and nobody else may open the socket's folder", async () => {
    const store = await open();
    const database = join(dataDirectory, "postgres");
    expect((await stat(database)).mode & 0o777).toBe(0o700);
    const [, , , , socketFolder, address] = (await readFile(join(database, "postmaster.pid"), "utf8")).split("\n");
    expect([socketFolder, address]).toEqual([database, ""]);
    await store.close();
  });
});

const isRoot = process.getuid?.() === 0;
const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const [setpriv = "", ...identity] = nobody;
const canBeNobody = isRoot && spawnSync(setpriv, [...identity, process.execPath, "-v"]).status === 0;

describe.runIf(isRoot)("Drawbridge is root", () => {
  it.each([
    ["root's, so it runs as nobody", 0, 65534],
    ["a named user's, as whom it runs", 1, 1],
    ["of a uid without a name, so it runs as nobody", 4321, 65534],
  ])("PostgreSQL is not; the folder is %s", async (_, owner, expected) => {
    await mkdir(dataDirectory);
    await chown(dataDirectory, owner, owner);
    const store = await open();
    expect((await stat(join(dataDirectory, "postgres", "postmaster.pid"))).uid).toBe(expected);
    await store.close();
  });

  it("and the database was copied by root: it is given back", async () => {
    await open().then((store) => store.close());
    spawnSync("chown", ["-R", "0:0", dataDirectory]);
    await open().then((store) => store.close());
    expect((await stat(join(dataDirectory, "postgres", "base"))).uid).not.toBe(0);
  });

  it("and only root may pass the parent folder", async () => {
    await chmod(folder, 0o700);
    const store = await open();
    expect(await store.health()).toEqual({ ok: true });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await store.close();
    await open().then((store) => store.close());
  });
});

describe.runIf(canBeNobody)("Drawbridge is an ordinary user", () => {
  it("opens, closes and reopens in its own folder", async () => {
    await chown(folder, 65534, 65534);
    for (const round of [1, 2]) {
      const holder = await startHolder(dataDirectory, nobody);
      expect(holder.opening, `round ${round}`).toEqual({ open: true });
      holder.tell("close");
      await holder.end();
    }
    expect((await stat(dataDirectory)).mode & 0o777).toBe(0o700);
  });

  it.each([
    ["may not create the folder", 0o755, undefined],
    ["may only read the folder", 0o755, 0o755],
    ["may not even read the folder", 0o755, 0o700],
  ])("%s: it says so, with its uid", async (_, parentMode, mode) => {
    await chmod(folder, parentMode);
    if (mode !== undefined) {
      await mkdir(dataDirectory);
      await chmod(dataDirectory, mode);
    }
    const { opening } = await startHolder(dataDirectory, nobody);
    expect(opening.failed).toMatchObject({
      reason: "not-writable",
      message: expect.stringMatching(/uid 65534.*DRAWBRIDGE_DATA_DIR/),
    });
  });

  it("has no name, as in a container with any uid: it says so; a database that is there opens", async () => {
    await chown(folder, 4321, 4321);
    const nameless = ["setpriv", "--reuid=4321", "--regid=4321", "--clear-groups"];
    const { opening } = await startHolder(dataDirectory, nameless);
    expect(opening.failed).toMatchObject({ reason: "no-server-account", message: expect.stringContaining("uid 4321") });
    await open().then((store) => store.close());
    spawnSync("chown", ["-R", "4321:4321", dataDirectory]);
    const holder = await startHolder(dataDirectory, nameless);
    expect(holder.opening).toEqual({ open: true });
    holder.tell("close");
    await holder.end();
  });

  it("finds a database of another user", async () => {
    await chown(folder, 65534, 65534);
    await open().then((store) => store.close());
    await chown(dataDirectory, 65534, 65534);
    await chown(join(dataDirectory, "drawbridge.lock"), 65534, 65534);
    await chown(join(dataDirectory, "postgres"), 4321, 4321);
    const { opening } = await startHolder(dataDirectory, nobody);
    expect(opening.failed).toMatchObject({ reason: "not-writable" });
  });
});

if (!canBeNobody) it.skip("SKIPPED: as an ordinary user and as root (needs root and setpriv)", () => undefined);
