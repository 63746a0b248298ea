import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { redactCredentials } from "@/lib/google/credential-text";
import { errorTextFact } from "@/lib/services/error-text-fact";
import { accessTo } from "../support/access";
import { canaries, canaryMark, pastedTexts } from "../support/canaries";
import { clusterOf } from "../support/clusters";
import { type Answer, ask, control, linesOf, post } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
let output = "";
/** Everything that the product answered, in this file. */
const answers: Answer[] = [];

/** Everything that was told to the webhook. */
const told: string[] = [];
const hook = createServer(async (request, response) => {
  let body = JSON.stringify(request.headers);
  for await (const chunk of request) body += String(chunk);
  told.push(body);
  response.writeHead(204).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  const { port } = hook.address() as AddressInfo;
  sandbox = await startSandbox({
    onOutput: (text) => {
      output += text;
    },
    settings: {
      DRAWBRIDGE_WEBHOOKS: `http://127.0.0.1:${port}/${canaries.accessToken}`,
      DRAWBRIDGE_WEBHOOK_SECRET: `whsec_${Buffer.from(`CANARY${"x".repeat(26)}`).toString("base64")}`,
    },
  });
  await control(sandbox.control, "POST", "/updates", { lifetimeMs: 0 });
});
afterAll(async () => {
  await sandbox?.close();
  hook.close();
});

const good = { cluster: clusterOf("healthy-public"), vantage: { kind: "browser" } };
const secrets = Object.values(canaries);
const oneLine = (secret: string) => secret.replaceAll("\n", "\\n");

async function kept(answer: Promise<Answer>): Promise<Answer> {
  const settled = await answer;
  answers.push(settled);
  return settled;
}

/** Asks for a diagnosis and for its report in both forms. */
async function diagnose(body: object): Promise<void> {
  const [started] = linesOf(await kept(post(sandbox.url, "/api/diagnoses", body))) as [{ id?: string }];
  if (started?.id === undefined) return;
  const path = `/api/diagnoses/${started.id}`;
  await kept(ask(sandbox.url, { path }));
  await kept(ask(sandbox.url, { path, headers: { accept: "text/markdown" } }));
}

function expectNoCanary(): void {
  const all = answers.splice(0).map(({ text, headers }) => text + JSON.stringify(headers));
  expect(around(all)).toEqual([]);
}

/** Where canaries are, with what stands around them. */
function around(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const at = text.search(canaryMark);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 300), at + 50)];
  });
}

describe("a secret that is planted", () => {
  it("in a pasted text is nothing that a diagnosis knows", () => {
    const facts = pastedTexts.flatMap((text) => secrets.map((secret) => JSON.stringify(errorTextFact(text(secret)))));
    expect(around(facts)).toEqual([]);
    expect(new Set(facts.map((fact) => JSON.parse(fact).causes[0].cause)).size).toBeGreaterThan(6);
  });

  it.each(pastedTexts.map((text, index) => ({ text, index })))(
    "in pasted text $index goes nowhere",
    async ({ text, index }) => {
      for (const secret of [secrets[index % secrets.length], secrets[(index + 1) % secrets.length]]) {
        const pasted = text(secret ?? "");
        await diagnose({ ...good, errorText: pasted });
        await kept(post(sandbox.url, "/api/explanations", { text: pasted }));
      }
      expectNoCanary();
    },
  );

  it.each(secrets)("in a field where it does not belong goes nowhere: %s", async (secret) => {
    const summary = {
      context: null,
      server: null,
      caSha256: null,
      execCommandBasename: null,
      proxyUrl: null,
      tlsServerName: null,
    };
    for (const field of Object.keys(summary)) await diagnose({ ...good, kubeconfig: { ...summary, [field]: secret } });
    const bodies: readonly object[] = [
      { ...good, cluster: secret },
      { ...good, cluster: `projects/${secret}/locations/x/clusters/c` },
      { ...good, vantage: { kind: "address", address: secret } },
      { ...good, vantage: { kind: secret } },
      { ...good, vantage: { kind: "browser", [secret]: secret } },
      { ...good, endpoint: secret },
      { ...good, kubeconfig: `users:\n- user:\n    ${secret}\n` },
      { ...good, kubeconfig: { ...summary, [secret]: secret } },
      { ...good, [secret]: secret },
      { ...good, errorText: { text: secret } },
    ];
    for (const body of bodies) await diagnose(body);
    await kept(post(sandbox.url, "/api/diagnoses", secret));
    const remedy = { id: secret, params: { cidr: secret } };
    await kept(post(sandbox.url, "/api/plans", { diagnosis: secret, remedy }));
    await kept(
      post(sandbox.url, "/api/plans", { diagnosis: "aaaaaaaaaaaaaaaaaaaaaa", remedy: { ...remedy, id: "log-in" } }),
    );
    await kept(post(sandbox.url, "/api/sandbox/place", { place: secret }));
    expectNoCanary();
  });

  it.each(secrets)("in an address or a header goes nowhere: %s", async (secret) => {
    const encoded = encodeURIComponent(secret);
    const paths = [
      `/api/clusters?project=${encoded}`,
      `/api/clusters?q=${encoded}`,
      `/api/clusters?cursor=${encoded}`,
      `/api/diagnoses?cluster=${encoded}`,
      `/api/diagnoses?cursor=${encoded}`,
      `/api/diagnoses/${encoded}`,
      `/api/${encoded}`,
      `/api/sandbox/env?place=${encoded}`,
    ];
    for (const path of paths) await kept(ask(sandbox.url, { path }));
    const value = oneLine(secret);
    const names = ["authorization", "cookie", "x-forwarded-for", "x-api-key", "referer", "user-agent"];
    const headers = Object.fromEntries(names.map((name) => [name, value]));
    await kept(ask(sandbox.url, { path: "/api/caller", headers }));
    await kept(post(sandbox.url, "/api/diagnoses", good, headers));
    await kept(post(sandbox.url, "/api/diagnoses", good, { origin: value }));
    expectNoCanary();
  });

  it.each(secrets)("in what people say about access goes nowhere: %s", async (secret) => {
    const { send } = accessTo(sandbox);
    const wish = {
      clusters: [clusterOf("caller-not-authorized")],
      cidr: "93.104.77.18/32",
      duration: "1h",
      reason: secret,
    };
    await kept(send("/api/grants/preview", wish));
    const wide = await kept(send("/api/grants", { ...wish, cidr: "93.104.77.0/24" }));
    const emergency = await kept(send("/api/grants", { ...wish, breakGlass: true }));
    const [asked] = (JSON.parse(wide.text) as { grants: { id: string }[] }).grants;
    const [given] = (JSON.parse(emergency.text) as { grants: { id: string }[] }).grants;
    const bora = { person: "bora" };
    await kept(send(`/api/grants/${asked?.id}/deny`, { reason: `no: ${secret}` }, bora));
    await kept(send(`/api/grants/${given?.id}/review`, { note: secret }, bora));
    await kept(send(`/api/grants/${given?.id}/extend`, { duration: secret }));
    await kept(send(`/api/grants/${given?.id}/revoke`, {}));
    for (const field of Object.keys(wish)) await kept(send("/api/grants", { ...wish, [field]: secret }));
    await kept(send("/api/grants", wish, { key: encodeURIComponent(secret) }));
    await kept(send(`/api/plans/${encodeURIComponent(secret)}/apply`, { reason: secret, confirmation: secret }));
    for (const path of ["/api/grants", "/api/audit", "/api/audit?format=csv", "/api/authorized-networks"]) {
      await kept(ask(sandbox.url, { path }));
    }
    expectNoCanary();
  });

  it("in what Google answers goes nowhere", async () => {
    for (const secret of secrets) {
      const body = {
        error: { code: 403, status: "PERMISSION_DENIED", message: `The header ${secret} is not welcome.` },
      };
      for (const status of [401, 403]) {
        await control(sandbox.control, "POST", "/faults", [{ match: {}, status, body }]);
        await diagnose(good);
        await kept(ask(sandbox.url, { path: "/api/clusters?project=corp-data-lab" }));
      }
    }
    await control(sandbox.control, "DELETE", "/faults");
    expectNoCanary();
  });
});

describe("after all that", () => {
  it("nothing is in the database", async () => {
    const lines = readFileSync(join(sandbox.dataDirectory, "postgres/postmaster.pid"), "utf8").split("\n");
    const database = new Client({
      host: lines[4] ?? "",
      port: Number(lines[3]),
      user: "drawbridge",
      database: "postgres",
    });
    await database.connect();
    const { rows: tables } = await database.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const found = new Map<string, readonly string[]>();
    for (const { name } of tables) {
      const { rows } = await database.query<{ whole: string }>(`SELECT "${name}"::text AS whole FROM "${name}"`);
      found.set(
        name,
        rows.map(({ whole }) => whole),
      );
    }
    await database.end();
    expect(found.get("reports")?.length).toBeGreaterThan(30);
    expect(found.get("grants")?.length).toBeGreaterThan(5);
    expect(around([...found.values()].flat())).toEqual([]);
  });

  it("nothing is in the metrics, the history and its pages", async () => {
    for (const path of ["/api/metrics", "/api/diagnoses", "/history", "/"]) await kept(ask(sandbox.url, { path }));
    expectNoCanary();
  });

  it("nothing was told to the webhook", async () => {
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(10), { timeout: 15_000 });
    expect(around(told)).toEqual([]);
  });

  it("nothing was printed", () => {
    expect(output).toContain("the store is open");
    expect(output.split("\n").filter((line) => canaryMark.test(line))).toEqual([]);
  });

  it("and the canaries would have been found", () => {
    for (const secret of secrets) expect(secret).toMatch(canaryMark);
    expect(secrets.map(redactCredentials).filter((text) => canaryMark.test(text))).toEqual([]);
  });
});
