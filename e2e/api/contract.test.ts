import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Report } from "@/lib/services/report";
import { report as reportSchema } from "@/lib/services/schema/report";
import { clusterOf } from "../support/clusters";
import { type Answer, ask, control, expectProblem, json, linesOf, post } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

type Schema = Readonly<Record<string, unknown>>;
type Operation = {
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
};
type Document = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

let sandbox: Sandbox;
let document: Document;

beforeAll(async () => {
  sandbox = await startSandbox();
  document = json(await ask(sandbox.url, { path: "/api/openapi.json" })) as Document;
});
afterAll(() => sandbox?.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) => ask(sandbox.url, { path, headers });

/** Asserts that the answer is of the form that the OpenAPI document publishes for it. */
function expectPublished(answer: Answer, method: string, path: string, mediaType = "application/json"): void {
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers["content-type"]).toContain(mediaType);
  const schema = document.paths[path]?.[method]?.responses["200"]?.content[mediaType]?.schema;
  if (!schema) throw new Error(`${method} ${path} does not publish ${mediaType}`);
  if (mediaType !== "application/json") return;
  const $defs = document.components?.schemas ?? {};
  const local = JSON.parse(JSON.stringify({ ...schema, $defs }).replaceAll("#/components/schemas/", "#/$defs/"));
  expect(z.fromJSONSchema(local).safeParse(json(answer)).error?.issues ?? []).toEqual([]);
}

async function diagnose(body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return post(sandbox.url, "/api/diagnoses", body, { accept: "application/x-ndjson", ...headers });
}

async function reportOf(body: object): Promise<Report> {
  const [started] = linesOf(await diagnose(body)) as [{ id: string }];
  return json(await get(`/api/diagnoses/${started.id}`)) as Report;
}

describe("what it says of itself", () => {
  it("is alive, ready and measured", async () => {
    expectPublished(await get("/api/healthz"), "get", "/api/healthz");
    expectPublished(await get("/api/readyz"), "get", "/api/readyz");
    await reportOf({ cluster: clusterOf("healthy-public"), vantage: { kind: "browser" } });
    const metrics = await get("/api/metrics");
    expect(metrics.headers["content-type"]).toMatch(/^text\/plain/);
    expect(metrics.text).toMatch(/^drawbridge_diagnoses_total\{verdict="reachable",cause="none"\} \d+$/m);
    expect(metrics.text).toMatch(/^drawbridge_diagnosis_duration_seconds_count \d+$/m);
  });

  it("publishes an OpenAPI 3.1 document in which every reference leads somewhere", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toEqual({
      title: "Drawbridge",
      version: expect.any(String),
      description: expect.any(String),
    });
    const known = Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(references.filter((reference) => !known.includes(reference ?? ""))).toEqual([]);
    for (const [path, operations] of Object.entries(document.paths)) {
      expect(path).toMatch(/^\/api\/[a-z.-]+(\/(\{id\}|[a-z-]+))*$/);
      for (const [method, { responses }] of Object.entries(operations)) {
        expect(["get", "post"]).toContain(method);
        expect(Object.keys(responses)).toEqual([expect.stringMatching(/^(20\d|302)$/), "default"]);
        expect(Object.keys(responses.default?.content ?? {})).toEqual(["application/problem+json"]);
      }
    }
  });

  it("answers nothing that may be kept, framed or read as another type", async () => {
    const { headers } = await get("/api/caller");
    expect(headers).toMatchObject({
      "cache-control": "no-store, no-transform",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("GET /api/caller", () => {
  it.each([
    ["home", { "x-sandbox-place": "home" }, "93.104.77.18", true],
    ["a VM in the VPC", { "x-sandbox-place": "vm-in-vpc" }, "10.132.0.9", false],
    ["a forged X-Forwarded-For", { "x-sandbox-place": "home", "x-forwarded-for": "1.2.3.4" }, "93.104.77.18", true],
    [
      "forged headers of every other kind",
      { "x-sandbox-place": "home", "x-real-ip": "1.2.3.4", forwarded: "for=1.2.3.4", "x-drawbridge-peer": "1.2.3.4" },
      "93.104.77.18",
      true,
    ],
  ])("%s", async (_, headers, address, trusted) => {
    const answer = await get("/api/caller", headers);
    expectPublished(answer, "get", "/api/caller");
    expect(json(answer)).toMatchObject({ address, trusted, source: "load-balancer" });
  });
});

describe("GET /api/me", () => {
  it.each([
    ["nothing", {}, "ana@corp.example", []],
    ["the header", { "x-sandbox-person": "bora" }, "bora@corp.example", ["drawbridge-approvers"]],
    ["a forged assertion", { "x-goog-iap-jwt-assertion": "e30.e30.e30" }, "ana@corp.example", []],
    [
      "forged unsigned headers",
      { "x-goog-authenticated-user-email": "accounts.google.com:chris@corp.example" },
      "ana@corp.example",
      [],
    ],
  ])("with %s", async (_, headers, id, groups) => {
    const answer = await get("/api/me", headers as Record<string, string>);
    expectPublished(answer, "get", "/api/me");
    expect(json(answer)).toMatchObject({ kind: "iap", id, groups });
  });

  it("has no signing in of its own here", async () => {
    expectProblem(await get("/api/auth/login?next=/"), 404);
    expectProblem(await get("/api/auth/callback?code=x&state=y"), 404);
    expectProblem(await post(sandbox.url, "/api/auth/logout", {}), 404);
  });
});

describe("GET /api/clusters", () => {
  type Page = { clusters: { name: string; project: string }[]; nextCursor: string | null };
  const page = async (query: string) => {
    const answer = await get(`/api/clusters${query}`);
    expectPublished(answer, "get", "/api/clusters");
    return json(answer) as Page;
  };

  it("lists all projects, and one of them", async () => {
    const all = await page("");
    expect(new Set(all.clusters.map(({ project }) => project)).size).toBeGreaterThan(1);
    const some = await page("?project=corp-data-prod");
    expect(some.clusters.map(({ project }) => project)).toEqual(some.clusters.map(() => "corp-data-prod"));
    expect(some.clusters.length).toBeLessThan(all.clusters.length);
  });

  it("searches every word, in the hosts too", async () => {
    expect((await page("?q=HEALTHY%20public")).clusters.map(({ name }) => name)).toContain("healthy-public");
    expect((await page("?q=gke.goog%20healthy-dns")).clusters.map(({ name }) => name)).toEqual(["healthy-dns"]);
    expect((await page("?q=nothing-like-this")).clusters).toEqual([]);
  });

  it("refuses a project and a cursor that are not its own", async () => {
    expectProblem(await get("/api/clusters?project=ya29.secret"), 400);
    expectProblem(await get("/api/clusters?cursor=%00%ff"), 400);
  });
});

describe("POST /api/explanations", () => {
  it("names the candidates", async () => {
    const text = "Unable to connect to the server: dial tcp 34.78.1.2:443: i/o timeout";
    const answer = await post(sandbox.url, "/api/explanations", { text });
    expectPublished(answer, "post", "/api/explanations");
    expect(json(answer)).toMatchObject({ candidates: [{ cause: "tcp-timeout" }] });
  });
});

describe("diagnoses and plans", () => {
  const blocked = { cluster: clusterOf("caller-not-authorized"), vantage: { kind: "browser" } };

  it("keeps the report, as JSON and as an incident note", async () => {
    const report = await reportOf({ ...blocked, endpoint: "public" });
    const path = `/api/diagnoses/${report.id}`;
    expectPublished(await get(path), "get", "/api/diagnoses/{id}");
    expect(reportSchema.safeParse(report).error).toBeUndefined();
    const note = await get(path, { accept: "text/markdown" });
    expectPublished(note, "get", "/api/diagnoses/{id}", "text/markdown");
    expect(note.text).toContain(report.id);
    expect(note.text).toMatch(/^## /);
  });

  it("lists the history, newest first, by cluster and page", async () => {
    const report = await reportOf({ cluster: clusterOf("healthy-dns"), vantage: { kind: "server" } });
    const answer = await get(`/api/diagnoses?cluster=${encodeURIComponent(report.request.cluster)}`);
    expectPublished(answer, "get", "/api/diagnoses");
    expect(json(answer)).toMatchObject({ reports: [{ id: report.id, vantageKind: "server" }], nextCursor: null });
    expectProblem(await get("/api/diagnoses?cluster=analytics"), 400);
    expectProblem(await get("/api/diagnoses?cursor=bogus"), 400);
    expectProblem(await get("/api/diagnoses/aaaaaaaaaaaaaaaaaaaaaa"), 404);
  });

  it("plans what it offered, the same for the same facts, and nothing else", async () => {
    const address = "93.104.77.18";
    const report = await reportOf({ ...blocked, vantage: { kind: "address", address }, endpoint: "public" });
    const [remedy] = report.verdict.remedies;
    const plan = await post(sandbox.url, "/api/plans", { diagnosis: report.id, remedy });
    expectPublished(plan, "post", "/api/plans");
    const again = await post(sandbox.url, "/api/plans", { diagnosis: report.id, remedy });
    expect((json(again) as { id: string }).id).toBe((json(plan) as { id: string }).id);

    const widened = { id: "allow-network", params: { cidr: "0.0.0.0/0" } };
    expectProblem(await post(sandbox.url, "/api/plans", { diagnosis: report.id, remedy: widened }), 422);
    const elsewhere = { diagnosis: "aaaaaaaaaaaaaaaaaaaaaa", remedy };
    expectProblem(await post(sandbox.url, "/api/plans", elsewhere), 404);
  });

  it("says 500, in words, for a stored report that is damaged, and goes on", async () => {
    const { id } = await reportOf(blocked);
    const database = new Client({ ...socketOf(sandbox), user: "drawbridge", database: "postgres" });
    await database.connect();
    await database.query(
      "UPDATE reports SET report = jsonb_set(report, '{verdict,state}', '\"maybe\"') WHERE id = $1",
      [id],
    );
    await database.end();
    expect(expectProblem(await get(`/api/diagnoses/${id}`), 500)).toMatchObject({ type: "/problems/damaged-report" });
    const remedy = { id: "allow-network", params: {} };
    expectProblem(await post(sandbox.url, "/api/plans", { diagnosis: id, remedy }), 500);
    expect((await get("/api/diagnoses")).status).toBe(200);
  });
});

describe("the sandbox's own", () => {
  it("makes one browser another person", async () => {
    const chosen = await post(sandbox.url, "/api/sandbox/person", { person: "bora" });
    expectPublished(chosen, "post", "/api/sandbox/person");
    expect(chosen.headers["set-cookie"]).toEqual(["sandbox-person=bora; Path=/; SameSite=Lax; HttpOnly"]);
    const cookie = { cookie: "sandbox-person=bora" };
    expect(json(await get("/api/me", cookie))).toMatchObject({ id: "bora@corp.example" });
    expect(json(await get("/api/sandbox/state", cookie))).toMatchObject({ person: "bora" });
    expect(json(await get("/api/me"))).toMatchObject({ id: "ana@corp.example" });
    const eve = await post(sandbox.url, "/api/sandbox/person", { person: "eve" });
    expect(expectProblem(eve, 400).detail).toContain("ana, bora, chris");
  });

  it("tells the state and the exports, and moves", async () => {
    expectPublished(await get("/api/sandbox/state"), "get", "/api/sandbox/state");
    const exports = await get("/api/sandbox/env?place=home");
    expectPublished(exports, "get", "/api/sandbox/env", "text/plain");
    expect(exports.text).toMatch(/^export HTTPS_PROXY=http:\/\/home:x@127\.0\.0\.1:\d+$/m);
    const moved = await post(sandbox.url, "/api/sandbox/place", { place: "vpn" });
    expectPublished(moved, "post", "/api/sandbox/place");
    expect(moved.headers["set-cookie"]).toEqual(["sandbox-place=vpn; Path=/; SameSite=Lax; HttpOnly"]);
    const cookie = { cookie: "sandbox-place=vpn" };
    expect(json(await get("/api/caller", cookie))).toMatchObject({ address: "185.44.108.30" });
    expectProblem(await post(sandbox.url, "/api/sandbox/place", { place: "mars" }), 400);
    expectProblem(await get("/api/sandbox/env?place=mars"), 400);
    await control(sandbox.control, "POST", "/reset");
  });
});

/** Where the embedded database listens: the fifth line of its pid file. */
function socketOf({ dataDirectory }: Sandbox): { readonly host: string; readonly port: number } {
  const lines = readFileSync(join(dataDirectory, "postgres/postmaster.pid"), "utf8").split("\n");
  return { host: lines[4] ?? "", port: Number(lines[3]) };
}
