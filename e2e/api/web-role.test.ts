import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { version } from "@/lib/server/version";
import { openApiDocument } from "@/lib/services/openapi";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { accessTo } from "../support/access";
import { clusterOf } from "../support/clusters";
import { ask, control, json, linesOf } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

/* P10: no request to a process of the role `web` makes a write at Google, however it is asked. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let tests: TestCluster;
beforeAll(async () => {
  tests = await startTestCluster();
});
afterAll(() => tests?.close());

const cluster = clusterOf("caller-not-authorized");
const home = "93.104.77.18/32";
const id = "aaaaaaaaaaaaaaaaaaaaaa";

/** Asks everything that is published, and what works: a diagnosis with its plans, grants with and without approval. */
async function askEverything(sandbox: Sandbox): Promise<void> {
  const { send } = accessTo(sandbox);
  const { paths = {} } = openApiDocument(version);
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of Object.keys(operations ?? {})) {
      const headers = { "x-drawbridge": "1", "content-type": "application/json", "x-sandbox-person": "chris" };
      const body = method === "get" ? undefined : {};
      await ask(sandbox.url, { method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, id), headers, body });
    }
  }
  const wish = { clusters: [cluster], cidr: home, duration: "1h", reason: "incident" };
  const granted = await send("/api/grants", wish);
  expect(granted.status, granted.text).toBe(201);
  await send("/api/grants", { ...wish, breakGlass: true });
  const wide = json(await send("/api/grants", { ...wish, cidr: "93.104.77.0/24" })) as { grants: { id: string }[] };
  await send(`/api/grants/${wide.grants[0]?.id}/approve`, {}, { person: "bora" });
  const lines = linesOf(await send("/api/diagnoses", { cluster, vantage: { kind: "browser" } })) as { id?: string }[];
  const diagnosis = lines[0]?.id;
  for (const remedy of ["allow-network", "open-dns-endpoint", "enable-global-access"]) {
    const plan = await send("/api/plans", { diagnosis, remedy: { id: remedy, params: { cidr: home } } });
    const { id: planId } = json(plan) as { id?: string };
    if (planId) await send(`/api/plans/${planId}/apply`, {}, { person: "chris", key: remedy });
  }
}

type Seen = { readonly requests: readonly { readonly method: string; readonly path: string }[] };

/** Every request that Google saw and that does not only read. */
async function writes(sandbox: Sandbox): Promise<readonly string[]> {
  const { history } = (await control(sandbox.control, "GET", "/history")) as { history: readonly { path: string }[] };
  const { requests } = (await control(sandbox.control, "GET", "/requests")) as Seen;
  const reading = /^(GET|POST .*(:testIamPermissions|\/entries:list))/;
  const strange = requests.map(({ method, path }) => `${method} ${path}`).filter((line) => !reading.test(line));
  return [...strange, ...history.map(({ path }) => `PUT ${path}`)];
}

async function inRole(role: "web" | "all", judge: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const settings = { DRAWBRIDGE_ROLE: role, DATABASE_URL: await tests.createDatabase() };
  const sandbox = await startSandbox({ settings });
  try {
    await askEverything(sandbox);
    await judge(sandbox);
  } finally {
    await sandbox.close();
  }
}

describe("whatever people ask", () => {
  it("a process of the role web sends nothing that writes, and keeps what waits for the applier", () =>
    inRole("web", async (sandbox) => {
      expect(await writes(sandbox)).toEqual([]);
      const { read } = accessTo(sandbox);
      const { grants } = json(await read("/api/grants?state=approved")) as { grants: readonly object[] };
      expect(grants).not.toEqual([]);
    }));

  it("the same asked of the role all is seen to write", () =>
    inRole("all", async (sandbox) => {
      await vi.waitFor(async () => expect(await writes(sandbox)).not.toEqual([]), { timeout: 30_000, interval: 200 });
    }));
});
