import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { publicSites } from "@/lib/auth/sites";
import { unauthenticated } from "@/lib/core/problem";
import { provideRuntime, type Runtime } from "@/lib/server/runtime";
import { version } from "@/lib/server/version";
import { openApiDocument, publishedMethods } from "@/lib/services/openapi";
import { ask, expectProblem } from "../support/http";
import { behindTheFrontDoor, type Product } from "../support/people";
import { type Sandbox, startSandbox } from "../support/sandbox";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const foreign = "drawbridge.example";
const own = "drawbridge.corp.example";

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .map((file) => ({ file: join("app", file), path: `/${file.replace(/\/?route\.tsx?$/, "")}` }));
const published = routes.filter(({ path }) => path.startsWith("/api/"));

/** The only ones that answer nobody: probes, signing in, and what a code in the address is for. */
const open: Readonly<Record<string, RegExp>> = {
  handleHealth: /^\/api\/(healthz|readyz|metrics)$/,
  handleSignIn: /^\/api\/auth\/(login|callback)$/,
  handleByCode: /^\/p\//,
};
const isProbe = (path: string) => open.handleHealth?.test(path) === true;
const isOpen = (path: string) => Object.values(open).some((pattern) => pattern.test(path));

const exportsOf = async (file: string) =>
  (await import(pathToFileURL(file).href)) as Readonly<Record<string, Handler | undefined>>;

/** A request as the server hands it to a handler, without the server in front of it. */
function requestFor(method: string, host: string, headers: Readonly<Record<string, string>> = {}): Request {
  const fake: Partial<Request> = { method, url: "http://localhost/api", headers: new Headers({ host, ...headers }) };
  return fake as Request;
}

const of = (path: string) => path.replace(/\[\w+\]/g, "aaaaaaaaaaaaaaaaaaaaaa");

describe("every handler", () => {
  let touched: string[] = [];
  beforeEach(() => {
    touched = [];
    const runtime = {
      identity: {
        kind: "iap",
        sites: publicSites([`https://${own}`]),
        authenticate: () => Promise.reject(unauthenticated("Nobody is signed in.")),
      },
      rateLimiter: { take: () => undefined },
      trustedHops: 0,
    };
    const touching = new Proxy(runtime, {
      get(target, name) {
        if (!Reflect.has(target, name)) touched.push(String(name));
        return Reflect.get(target, name);
      },
    });
    provideRuntime(touching as unknown as Runtime);
  });
  afterEach(() => expect(touched).toEqual([]));

  /** Asks the handler by itself. `looked`: it went on to the parameters, which is after it let somebody in. */
  async function tryOut(handler: Handler | undefined, request: Request) {
    let looked = false;
    const context = {
      get params() {
        looked = true;
        return Promise.resolve({});
      },
    };
    const answer = await handler?.(request, context);
    return { status: answer?.status, looked, body: (await answer?.json()) as unknown };
  }

  it("is found", () => {
    expect(routes.length).toBeGreaterThanOrEqual(50);
    expect(routes.filter(({ path }) => path.startsWith("/api/workloads/")).length).toBeGreaterThanOrEqual(12);
    for (const pattern of [open.handleHealth, open.handleSignIn]) {
      expect(routes.some(({ path }) => pattern?.test(path))).toBe(true);
    }
  });

  it.each(routes)("$path: is wrapped, and exports nothing else", async ({ file, path }) => {
    const source = readFileSync(file, "utf8");
    const exported = [...source.matchAll(/^export (.*)$/gm)].map(([, rest]) => rest ?? "");
    expect(exported.length).toBeGreaterThan(0);
    for (const rest of exported) {
      const [, wrapper = ""] = /^const (?:GET|POST|PUT|PATCH|DELETE) = (handle\w*)[<(]/.exec(rest) ?? [];
      const expected = Object.keys(open).find((name) => open[name]?.test(path)) ?? "handle";
      expect(wrapper, rest).toBe(expected);
    }
    expect(Object.keys(await exportsOf(file)).every((name) => methods.includes(name))).toBe(true);
  });

  it.each(routes.filter(({ path }) => !isProbe(path)))(
    "$path: refuses another Host by itself, before it does anything",
    async ({ file }) => {
      for (const [method, handler] of Object.entries(await exportsOf(file))) {
        const answer = await tryOut(handler, requestFor(method, foreign));
        expect(answer, method).toMatchObject({ status: 403, looked: false, body: { type: "/problems/forbidden" } });
      }
    },
  );

  it.each(routes.filter(({ path }) => !isOpen(path)))(
    "$path: refuses nobody by itself, before it does anything",
    async ({ file }) => {
      for (const [method, handler] of Object.entries(await exportsOf(file))) {
        const headers = { "x-drawbridge": "1", origin: `https://${own}`, "sec-fetch-site": "same-origin" };
        const answer = await tryOut(handler, requestFor(method, own, headers));
        expect(answer, method).toMatchObject({
          status: 401,
          looked: false,
          body: { type: "/problems/unauthenticated" },
        });
      }
    },
  );

  it.each(routes.filter(({ path }) => !isOpen(path)))(
    "$path: refuses other sites what is more than reading",
    async ({ file }) => {
      const { GET: _reading, ...others } = await exportsOf(file);
      for (const [method, handler] of Object.entries(others)) {
        for (const headers of [
          { origin: "https://evil.example" },
          { origin: "null" },
          { origin: `http://${own}` },
          { "sec-fetch-site": "cross-site" },
          { "sec-fetch-site": "same-site" },
        ]) {
          const request = requestFor(method, own, { ...headers, "x-drawbridge": "1" });
          const { status } = await tryOut(handler, request);
          expect(status, `${method} ${JSON.stringify(headers)}`).toBe(403);
        }
      }
    },
  );

  it("is in the OpenAPI document, and nothing else is", async () => {
    const document = openApiDocument(version);
    const methodsOf = publishedMethods(document);
    const documented = Object.keys(document.paths ?? {});
    expect(documented.sort()).toEqual(published.map(({ path }) => path.replace(/\[(\w+)\]/g, "{$1}")).sort());
    for (const { file, path } of published) {
      expect([...methodsOf(path)].sort(), file).toEqual(Object.keys(await exportsOf(file)).sort());
    }
  });
});

describe("over HTTP, behind the load balancer", () => {
  let sandbox: Sandbox;
  let product: Product;
  let ana: Readonly<Record<string, string>>;
  /** The Host that people use, and no word of who asks. */
  let nobody: Readonly<Record<string, string>>;
  beforeAll(async () => {
    sandbox = await startSandbox();
    product = await behindTheFrontDoor(sandbox);
    ana = await product.headersOf("ana");
    nobody = { host: new URL(sandbox.url).host };
  });
  afterAll(() => sandbox?.close());

  it.each(published.filter(({ path }) => !isProbe(path)))(
    "$path: refuses another Host, whatever the method",
    async ({ path }) => {
      for (const method of methods) {
        const headers = { ...ana, host: foreign };
        const answer = await ask(product.url, { method, path: of(path), headers });
        if (method === "HEAD") expect(answer.status).toBe(403);
        else expectProblem(answer, 403);
      }
    },
  );

  it.each(published)("$path: answers the methods it has not with 405", async ({ file, path }) => {
    const taken = Object.keys(await exportsOf(file));
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((name) => !taken.includes(name))) {
      expectProblem(await ask(product.url, { method, path: of(path), headers: ana }), 405);
    }
  });

  describe.each(routes.filter(({ path }) => !isOpen(path)))("$path", ({ file, path }) => {
    it.each([
      ["without an assertion", () => ({})],
      ["with one that somebody made", () => ({ "x-goog-iap-jwt-assertion": forged(ana) })],
      ["with the unsigned headers", () => unsigned],
      ["with Next's own bypass header", () => ({ "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" })],
    ])("refuses nobody %s", async (_, headers) => {
      for (const method of Object.keys(await exportsOf(file))) {
        const asked = { ...nobody, "x-drawbridge": "1", ...headers() };
        expectProblem(
          await ask(product.url, { method, path: of(path), headers: asked, ...(method !== "GET" && { body: {} }) }),
          401,
        );
      }
    });
  });

  it.each(routes.filter(({ path }) => isProbe(path)))("$path: answers nobody, by any name", async ({ path }) => {
    expect((await ask(product.url, { path, headers: nobody })).status).toBe(200);
    expect((await ask(product.url, { path, headers: { host: "10.8.0.7:3000" } })).status).toBe(200);
  });

  it.each([
    "/",
    "/history",
    "/access",
    "/diagnoses/aaaaaaaaaaaaaaaaaaaaaa",
    "/history?_rsc=1",
    "/index.rsc",
    "/history.rsc",
    "/_next/data/build/history.json",
    "/_next/image?url=%2Flogo.svg&w=64&q=75",
    "/nothing",
    "/api/../history",
    "/api/%2e%2e/history",
    "/p/../history",
    "/_next/static/../../history",
    "//history",
  ])("%s: shows nobody a page", async (path) => {
    for (const extra of [{}, { rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }, unsigned]) {
      const answer = await ask(product.url, { path, headers: { ...nobody, accept: "text/html", ...extra } });
      expect([400, 401, 404], `${path} ${JSON.stringify(extra)}`).toContain(answer.status);
      expect(answer.text).not.toMatch(/corp-data|<main|Drawbridge<\/span>/);
    }
  });

  it("shows Ana her page, and who she is", async () => {
    const page = await ask(product.url, { path: "/history", headers: { ...ana, accept: "text/html" } });
    expect(page.status).toBe(200);
    expect(page.text).toContain("ana@corp.example");
    const me = await ask(product.url, { path: "/api/me", headers: await product.headersOf("chris") });
    expect(JSON.parse(me.text)).toEqual({
      kind: "iap",
      id: "chris@corp.example",
      name: "chris@corp.example",
      groups: ["drawbridge-approvers", "drawbridge-admins"],
      policy: { file: expect.any(String), fingerprint: expect.any(String) },
    });
  });

  it.each(["/favicon.svg", "/theme.js"])("%s: is for everybody", async (path) => {
    expect((await ask(product.url, { path, headers: nobody })).status).toBe(200);
  });
});

const unsigned = {
  "x-goog-authenticated-user-email": "accounts.google.com:chris@corp.example",
  "x-goog-authenticated-user-id": "accounts.google.com:1",
  "x-goog-iap-attr-email": "chris@corp.example",
};

/** The assertion with another name in it. */
function forged(headers: Readonly<Record<string, string>>): string {
  const [header, payload = "", signature] = (headers["x-goog-iap-jwt-assertion"] ?? "").split(".");
  const claims: object = JSON.parse(Buffer.from(payload, "base64url").toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, email: "chris@corp.example" })).toString("base64url");
  return `${header}.${changed}.${signature}`;
}
