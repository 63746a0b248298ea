import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AuditPageView, AuditProofView, ListPageView } from "@/lib/services/schema/lists";
import { temporaryDirectory } from "@/lib/store/testing";
import { clusterOf } from "../support/clusters";
import { ask, control, expectProblem, json, post } from "../support/http";
import { familyOf, killFamily } from "../support/processes";
import { type Sandbox, startSandbox } from "../support/sandbox";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const cluster = clusterOf("caller-not-authorized");
const quiet = clusterOf("healthy-public");

type Told = {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly good: boolean;
};

/** Whoever is told; it can be down. */
async function receiver() {
  const told: Told[] = [];
  const state = { down: false };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      if (state.down) {
        request.socket.destroy();
        return;
      }
      const [id, time] = [String(request.headers["webhook-id"]), String(request.headers["webhook-timestamp"])];
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      const expected = `v1,${createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64")}`;
      const good = request.headers["webhook-signature"] === expected;
      told.push({ id, good, ...(JSON.parse(body) as Pick<Told, "type" | "data">) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { told, state, url: `http://127.0.0.1:${port}/hooks/s3cret-path`, close: () => server.close() };
}

let hook: Awaited<ReturnType<typeof receiver>>;
let sandbox: Sandbox;
let data: string;
let output = "";

async function start(): Promise<void> {
  sandbox = await startSandbox({
    onOutput: (text) => {
      output += text;
    },
    settings: {
      DRAWBRIDGE_DATA_DIR: join(data, "data"),
      DRAWBRIDGE_WATCH_SECONDS: "1",
      DRAWBRIDGE_WEBHOOKS: hook.url,
      DRAWBRIDGE_WEBHOOK_SECRET: secret,
    },
  });
  await control(sandbox.control, "POST", "/updates", { lifetimeMs: 0 });
}

beforeAll(async () => {
  hook = await receiver();
  data = await temporaryDirectory();
  await start();
});
afterAll(async () => {
  await sandbox?.close();
  hook?.close();
  await rm(data, { recursive: true, force: true });
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) => ask(sandbox.url, { path, headers });
const events = async (query: string) => (json(await get(`/api/audit?${query}`)) as AuditPageView).events;
const listOf = async (name: string) => {
  const { lists } = json(await get(`/api/authorized-networks?cluster=${name}`)) as ListPageView;
  const [list] = lists;
  if (!list) throw new Error(`There is no list of ${name}`);
  return list;
};
const until = <Value>(look: () => Promise<Value>) => vi.waitFor(look, { timeout: 45_000, interval: 200 });
const toldTypes = (grant: unknown) => hook.told.filter(({ data }) => data.grant === grant).map(({ type }) => type);

/** Resolves when the lists have been looked at twice more. */
async function lookedAtAgain(): Promise<void> {
  const asked = async () => {
    const { requests } = (await control(sandbox.control, "GET", "/requests")) as {
      readonly requests: readonly { readonly time: string; readonly path: string }[];
    };
    const listing = `/projects/${quiet.split("/")[1]}/locations/-/clusters`;
    return requests.filter(({ path }) => path.includes(listing)).map(({ time }) => time);
  };
  const last = (await asked()).at(-1) ?? "";
  await until(async () => expect((await asked()).filter((time) => time > last).length).toBeGreaterThanOrEqual(3));
}

async function requestGrant(duration = "1h"): Promise<string> {
  const body = { clusters: [cluster], cidr: "93.104.77.18/32", duration, reason: "=cmd|'/c calc'!A1 <!channel>" };
  const headers = { "idempotency-key": crypto.randomUUID(), "x-sandbox-place": "home" };
  const answer = await post(sandbox.url, "/api/grants", body, headers);
  expect(answer.status, answer.text).toBeLessThan(300);
  const { grants } = json(answer) as { grants: readonly { id: string }[] };
  return grants[0]?.id ?? "";
}

describe("a list, as people see it", () => {
  it("has every cluster, and for each entry who answers for it", async () => {
    await until(async () => expect((await listOf(quiet)).entries[0]?.firstSeenAt).not.toBeNull());
    const { lists, problems } = json(await get("/api/authorized-networks")) as ListPageView;
    expect(lists.length).toBeGreaterThan(20);
    expect(problems).toEqual(expect.any(Array));
    expect(await listOf(quiet)).toMatchObject({ enabled: true, limit: expect.any(Number), managedBy: null });
    const searched = json(await get("/api/authorized-networks?q=healthy-public%20office")) as ListPageView;
    expect(searched.lists.map((list) => list.cluster)).toEqual([quiet]);
  });

  it("is refused for a cluster that is no name, of another project, or not there", async () => {
    expectProblem(await get("/api/authorized-networks?cluster=main"), 400);
    expectProblem(
      await get(`/api/authorized-networks?cluster=${quiet.replace(/projects\/[^/]+/, "projects/others-prod")}`),
      404,
    );
    expectProblem(await get(`/api/authorized-networks?cluster=${quiet}-gone`), 404);
  });
});

describe("what others do", () => {
  it("is told with who did it, in the log, on the list and to the webhook", async () => {
    await until(async () => expect((await listOf(quiet)).entries[0]?.firstSeenAt).not.toBeNull());
    await control(sandbox.control, "POST", "/actors/human", { cluster: quiet, edit: "add", thinkMs: 0, seed: 4 });
    const [event] = await until(async () => {
      const found = await events(`cluster=${quiet}&kind=others`);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(event).toMatchObject({
      ...{ action: "list.changed", actor: "ana@corp.example", cluster: quiet },
      text: expect.stringMatching(/^ana@corp\.example changed the list of healthy-public: added /),
    });
    const data = event?.data as { readonly come: readonly { readonly cidrBlock: string }[] } | undefined;
    const entry = (await listOf(quiet)).entries.find(({ cidrBlock }) => cidrBlock === data?.come[0]?.cidrBlock);
    expect(entry).toMatchObject({ owner: { kind: "unknown" }, older: false, firstSeenAt: expect.any(String) });
    await until(async () => expect(hook.told.map(({ type }) => type)).toContain("list.changed"));
    await lookedAtAgain();
    expect(await events(`cluster=${quiet}&kind=others`)).toHaveLength(1);
  });
});

describe("what Drawbridge does", () => {
  it("is nobody else's, is on the list in its person's name, and is told in order and signed", async () => {
    const grant = await requestGrant();
    await until(async () => expect((await events(`subject=grants/${grant}`))[0]?.action).toBe("grant.activated"));
    const entry = await until(async () => {
      const found = (await listOf(cluster)).entries.find(({ owner }) => owner.grants.includes(grant));
      expect(found).toMatchObject({
        cidrBlock: "93.104.77.18/32",
        owner: { kind: "grant", expiresAt: expect.any(String) },
      });
      return found;
    });
    expect(entry?.displayName).toMatch(/^drawbridge:/);
    await until(async () => expect(toldTypes(grant)).toEqual(["grant.requested", "grant.activated"]));
    await lookedAtAgain();
    expect(await events(`cluster=${cluster}&kind=others`)).toEqual([]);
    const answer = await post(sandbox.url, `/api/grants/${grant}/revoke`, {});
    expect(answer.status, answer.text).toBeLessThan(300);
    await until(async () => expect(toldTypes(grant).at(-1)).toBe("grant.ended"));
    expect(hook.told.every(({ good }) => good)).toBe(true);
    await lookedAtAgain();
    expect(await events(`cluster=${cluster}&kind=others`)).toEqual([]);
  });

  it("is told although the receiver was down and everything was killed in between, and nothing is left out", async () => {
    hook.state.down = true;
    const grant = await requestGrant();
    await until(async () => expect((await events(`subject=grants/${grant}`))[0]?.action).toBe("grant.activated"));
    await until(async () => expect(output).toContain("a webhook was not taken"));
    expect(toldTypes(grant)).toEqual([]);
    killFamily(familyOf(sandbox.pid));
    await sandbox.close();
    hook.state.down = false;
    await start();
    // The new world does not have the entry: the grant ends, which is told as well.
    await until(async () => expect(toldTypes(grant)).toContain("grant.ended"));
    expect([...new Set(toldTypes(grant))]).toEqual(["grant.requested", "grant.activated", "grant.ended"]);
  });

  it("logs where it tells, and never the address or the secret", () => {
    expect(output).toContain("a webhook was not taken");
    expect(output).not.toMatch(/s3cret-path|whsec_/);
  });
});

describe("the audit log", () => {
  const proof = async () => json(await get("/api/audit/verify")) as AuditProofView;

  it("pages, and refuses what it cannot read", async () => {
    const first = json(await get("/api/audit?limit=2")) as AuditPageView;
    expect(first.events).toHaveLength(2);
    const next = json(await get(`/api/audit?limit=2&before=${first.nextCursor}`)) as AuditPageView;
    expect(next.events[0]?.seq).toBe((first.events[1]?.seq ?? 0) - 1);
    for (const query of ["limit=0", "before=x", "kind=all", "format=xml", "cluster=main"]) {
      expectProblem(await get(`/api/audit?${query}`), 400);
    }
  });

  it("is exported whole, as a file, without a formula", async () => {
    const before = await proof();
    const lines = await get("/api/audit?format=jsonl");
    expect(lines.headers["content-disposition"]).toBe('attachment; filename="drawbridge-audit.jsonl"');
    expect(lines.headers["content-type"]).toMatch(/^application\/x-ndjson/);
    const seqs = lines.text
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(seqs.length).toBeGreaterThanOrEqual(before.intact ? before.events : 1);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    const csv = await get(`/api/audit?format=csv&cluster=${cluster}`);
    expect(csv.headers["content-type"]).toMatch(/^text\/csv/);
    expect(csv.text).toMatch(/^seq,at,actor,action,subject,data,prevHash,hash\r\n\d+,/);
    expect(csv.text.split(/\r\n/).some((line) => /^"?[=+@-]|,"?[=+@-]/.test(line))).toBe(false);
  });

  it("is proved by npm run audit:verify while Drawbridge runs", async () => {
    const script = ["--import", "tsx", "lib/cli/audit-verify.ts", join(data, "data")];
    const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("The audit log is intact");
  });

  it.each([
    ["a changed reason", 'UPDATE audit_events SET data = data || \'{"reason":"none"}\' WHERE seq = 2', 2],
    ["a removed event", "DELETE FROM audit_events WHERE seq = 2", 2],
    ["a cut end", "DELETE FROM audit_events WHERE seq = (SELECT max(seq) FROM audit_events)", undefined],
  ])("tells %s", async (_, statement, seq) => {
    const before = await proof();
    const end = before.intact ? before.head.seq : 0;
    const client = new Client({
      ...{ host: join(data, "data", "postgres"), port: 5432, user: "drawbridge", database: "postgres" },
    });
    await client.connect();
    const triggers = (word: string) => `ALTER TABLE audit_events ${word} TRIGGER ALL`;
    try {
      await client.query("CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM audit_events WHERE false");
      await client.query("TRUNCATE kept; INSERT INTO kept SELECT * FROM audit_events");
      await expect(client.query(statement)).rejects.toThrow("append only");
      await client.query(triggers("DISABLE"));
      await client.query(statement);
      expect(await proof()).toMatchObject({ intact: false, seq: seq ?? end });
    } finally {
      await client.query("TRUNCATE audit_events; INSERT INTO audit_events SELECT * FROM kept; DROP TABLE kept");
      await client.query(triggers("ENABLE"));
      await client.end();
    }
    expect(await proof()).toMatchObject({ intact: true });
  });
});
