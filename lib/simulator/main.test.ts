import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable, Writable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import type { SimulatorAddresses } from "./simulator";

type Running = ChildProcessByStdio<Writable, Readable, Readable>;

const children: Running[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGTERM");
});

function start(...flags: string[]): Running {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/simulator/main.ts", ...flags], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

async function firstLine(child: Running): Promise<SimulatorAddresses> {
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return JSON.parse(text.split("\n")[0] ?? "") as SimulatorAddresses;
}

describe("main", () => {
  it("prints one JSON line, serves, and stops on SIGTERM without leaving files", async () => {
    const child = start();
    const addresses = await firstLine(child);
    expect(Object.keys(addresses).sort()).toEqual([
      "applierTokenFile",
      "caFile",
      "control",
      "dns",
      "frontDoor",
      "google",
      "iap",
      "oidc",
      "proxy",
      "tokenFile",
    ]);
    expect((await fetch(`${addresses.google}ipranges/cloud.json`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(existsSync(dirname(addresses.caFile))).toBe(false);
  });

  it("stops when its parent is gone", async () => {
    const child = start("--exit-with-parent");
    const { caFile } = await firstLine(child);
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(existsSync(dirname(caFile))).toBe(false);
  });

  it.each([
    [["--google-port", "x"], "--google-port: x is not a port"],
    [["--worlds", "other"], `--worlds: only "default" exists`],
    [["--nope"], "--nope"],
  ])("explains %j", async (flags, text) => {
    const child = start(...flags);
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += String(chunk);
    });
    expect(await once(child, "close")).toEqual([1, null]);
    expect(errors).toContain(text);
    expect(errors).toContain("usage:");
  });
});
