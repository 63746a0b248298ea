import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { grantRequest } from "@/lib/store/changes/testing";
import { openStore, type Store } from "@/lib/store/store";
import { temporaryDirectory } from "@/lib/store/testing";

// Real databases and processes on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let directory: string;
let data: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  data = join(directory, "data");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const open = () => openStore({ dataDirectory: data, retentionDays: 1 }, () => undefined);

function run(words: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const { DATABASE_URL: _, DRAWBRIDGE_DATA_DIR: __, ...env } = process.env;
  const script = "lib/cli/audit-verify.ts";
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, ...words], {
    encoding: "utf8",
    env: { ...env, ...settings },
  });
  return { status, stdout, stderr, last: stdout.trim().split("\n").at(-1) ?? "" };
}

describe("npm run audit:verify", () => {
  let store: Store;
  it("reads a store that is in use, and one that is not, from the settings and from its arguments", async () => {
    store = await open();
    await store.grants.request([grantRequest()]);
    const proof = await store.audit.verify();
    const inUse = run([], { DRAWBRIDGE_DATA_DIR: data });
    expect(inUse).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(inUse.last)).toEqual(proof);
    expect(await store.health()).toEqual({ ok: true });
    await store.close();
    const head = proof.intact ? `${proof.head.seq}:${proof.head.hash}` : "";
    expect(run([data, head])).toMatchObject({ status: 0, last: inUse.last });
    const other = run([data, head.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))]);
    expect(other).toMatchObject({ status: 1, last: expect.stringContaining('"intact":false') });
    expect(other.stdout).toContain("BROKEN at event 1");
  });

  it("says what it cannot read", () => {
    expect(run([join(directory, "nothing")])).toMatchObject({ status: 2, stderr: expect.stringContaining("no store") });
    expect(run([data, "7:abc"])).toMatchObject({ status: 2, stderr: expect.stringContaining("is no head") });
  });
});
