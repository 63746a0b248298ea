import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEnv } from "./env";
import { createIdentity } from "./identity";
import type { Logger } from "./logger";

const folder = mkdtempSync(join(tmpdir(), "drawbridge-groups-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string) => {
  const path = join(folder, "groups.json");
  writeFileSync(path, text);
  return path;
};
const clock = { now: () => new Date(), monotonicMs: () => 0 };
const create = (settings: Record<string, string>) =>
  createIdentity(readEnv({ DRAWBRIDGE_PROJECTS: "p", ...settings } as unknown as NodeJS.ProcessEnv), {
    clock,
    log: {} as Logger,
  });
const iap = {
  DRAWBRIDGE_AUTH: "iap",
  DRAWBRIDGE_PUBLIC_URL: "https://drawbridge.corp.example",
  DRAWBRIDGE_IAP_AUDIENCE: "/projects/1/global/backendServices/2",
};

describe("createIdentity", () => {
  it("knows the one person of this machine, in the groups of the settings", async () => {
    const person = await create({ DRAWBRIDGE_LOCAL_GROUPS: "a, b" }).authenticate(new Headers());
    expect(person).toEqual({ kind: "local", id: "local", name: "local user", groups: ["a", "b"] });
  });

  it("lets nobody in by IAP who is not vouched for", async () => {
    const identity = create({ ...iap, DRAWBRIDGE_GROUPS_FILE: file('{"a": ["x@corp.example"]}') });
    expect(identity).toMatchObject({ kind: "iap" });
    await expect(identity.authenticate(new Headers())).rejects.toThrow("did not come through Identity-Aware Proxy");
  });

  it.each([
    ["a file that is not there", () => join(folder, "none.json"), /DRAWBRIDGE_GROUPS_FILE=.*none\.json\):\n {2}ENOENT/],
    ["no JSON", () => file("a: b"), /\n {2}is not JSON/],
    [
      "two wrong groups",
      () => file('{"a": 1, "b": ["x"]}'),
      /\n {2}a: must be a list.*\n {2}b\.0: is not an e-mail address/,
    ],
  ])("does not start with %s", (_, path, message) => {
    expect(() => create({ ...iap, DRAWBRIDGE_GROUPS_FILE: path() })).toThrow(message);
  });

  it("lets nobody into an applier of its own, whatever the headers", async () => {
    const applier = create({ DRAWBRIDGE_ROLE: "applier", DATABASE_URL: "postgres://x", HOST: "0.0.0.0" });
    await expect(applier.authenticate(new Headers({ host: "localhost" }))).rejects.toThrow("knows nobody");
    expect([applier.sites.isOwnHost("localhost"), applier.sites.isProbeHost("10.0.0.7")]).toEqual([false, true]);
  });
});
