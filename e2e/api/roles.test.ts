import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ChangeView, GrantView } from "@/lib/services/schema/access";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorld } from "@/lib/simulator/testing";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { clusterOf } from "../support/clusters";
import { ask, control, expectProblem, json, post } from "../support/http";

// Three servers on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const cluster = clusterOf("apart");
const home = { "x-forwarded-for": "93.104.77.18" };

let simulator: Simulator;
let databases: TestCluster;
let settings: Readonly<Record<string, string>>;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  [simulator, databases] = await Promise.all([startSimulator({ worlds: [testWorld("apart")] }), startTestCluster()]);
  await control(simulator.control, "POST", "/updates", { lifetimeMs: 300, pendingMs: 0 });
  settings = {
    NODE_ENV: "production",
    NODE_EXTRA_CA_CERTS: simulator.caFile,
    PORT: "0",
    DATABASE_URL: await databases.createDatabase(),
    DRAWBRIDGE_PROJECTS: "corp-data-prod",
    DRAWBRIDGE_GOOGLE_ENDPOINT: simulator.google,
    DRAWBRIDGE_SANDBOX_URL: simulator.control,
    DRAWBRIDGE_TRUSTED_HOPS: "1",
  };
});
afterAll(async () => {
  await Promise.all([...running].map(stop));
  await simulator?.close();
  await databases?.close();
});

/** A process of this role, and where it answers. */
async function start(
  role: string,
  more: Readonly<Record<string, string>>,
): Promise<{ url: string; child: ChildProcess }> {
  const env = { ...process.env, ...settings, ...more, DRAWBRIDGE_ROLE: role };
  const child = spawn(process.execPath, ["--import", "tsx", "lib/server/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  running.add(child);
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).on("line", (line) => {
      if (line.startsWith('{"ready"')) resolve((JSON.parse(line) as { ready: string }).ready);
    });
    child.once("exit", (code) => reject(new Error(`the ${role} ended with ${code} before it answered`)));
  });
  return { url, child };
}

function stop(child: ChildProcess): Promise<number | null> {
  running.delete(child);
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });
}

const writes = async () => ((await control(simulator.control, "GET", "/history")) as { history: unknown[] }).history;

describe("web and applier apart", () => {
  it("the web half asks, and only the applier writes, with its own identity", async () => {
    const web = await start("web", { DRAWBRIDGE_GOOGLE_TOKEN_FILE: simulator.tokenFile });
    const wish = { clusters: [cluster], cidr: "93.104.77.18", duration: "1h" };
    const made = await post(web.url, "/api/grants", wish, home);
    expect(made.status, made.text).toBe(201);
    const { grants } = json(made) as { grants: GrantView[] };
    const path = `/api/changes/${grants[0]?.id}`;
    const change = async () => json(await ask(web.url, { path, headers: home })) as ChangeView;
    expect(await change()).toMatchObject({ state: "queued", sentAt: null });
    expect(await writes()).toEqual([]);

    const applier = await start("applier", { DRAWBRIDGE_GOOGLE_TOKEN_FILE: simulator.applierTokenFile });
    const deadline = Date.now() + 20_000;
    while ((await change()).state !== "applied" && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await change()).toMatchObject({ state: "applied" });
    expect(await writes()).toMatchObject([{ identity: "drawbridge-applier", outcome: "accepted" }]);

    for (const probe of ["/api/healthz", "/api/readyz", "/api/metrics"]) {
      expect((await ask(applier.url, { path: probe })).status, probe).toBe(200);
    }
    expectProblem(await ask(applier.url, { method: "POST", path: "/api/healthz" }), 405);
    for (const other of ["/", "/api/grants", "/api/me", "/access"]) {
      expect([403, 404], other).toContain((await ask(applier.url, { path: other })).status);
    }
    expect(await stop(applier.child)).toBe(0);
    expect(await stop(web.child)).toBe(0);
  });

  it("the reader's identity cannot write", async () => {
    const authorization = `Bearer ${(await readFile(simulator.tokenFile, "utf8")).trim()}`;
    const answer = await ask(simulator.google, {
      method: "PUT",
      path: `/v1/${cluster}`,
      headers: { authorization, "content-type": "application/json" },
      body: { update: { desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } } },
    });
    expect(answer.status).toBe(403);
  });
});
