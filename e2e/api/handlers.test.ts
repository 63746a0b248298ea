import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { version } from "@/lib/server/version";
import { openApiDocument, publishedMethods } from "@/lib/services/openapi";
import { ask, control, expectProblem } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

const root = "app/api";
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const foreign = "drawbridge.example";

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

const routes = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .map((file) => ({ file: join(root, file), path: `/api/${file.replace(/\/?route\.tsx?$/, "")}` }));

const exportsOf = async (file: string) =>
  (await import(pathToFileURL(file).href)) as Readonly<Record<string, Handler | undefined>>;

/** A request as the server hands it to a handler, without the server in front of it. */
function requestFor(method: string, host: string, headers: Readonly<Record<string, string>> = {}): Request {
  const fake: Partial<Request> = { method, url: "http://localhost/api", headers: new Headers({ host, ...headers }) };
  return fake as Request;
}

describe("every handler", () => {
  it("is found", () => {
    expect(routes.length).toBeGreaterThanOrEqual(13);
  });

  it.each(routes)("$path: is wrapped, and exports nothing else", async ({ file }) => {
    const source = readFileSync(file, "utf8");
    const exported = [...source.matchAll(/^export (.*)$/gm)].map(([, rest]) => rest ?? "");
    expect(exported.length).toBeGreaterThan(0);
    for (const rest of exported) expect(rest).toMatch(/^const (GET|POST|PUT|PATCH|DELETE) = handle[<(]/);
    expect(Object.keys(await exportsOf(file)).every((name) => methods.includes(name))).toBe(true);
  });

  it.each(routes)("$path: refuses another Host by itself, before it does anything", async ({ file }) => {
    for (const [method, handler] of Object.entries(await exportsOf(file))) {
      let looked = false;
      const context = {
        get params() {
          looked = true;
          return Promise.resolve({});
        },
      };
      const answer = await handler?.(requestFor(method, foreign), context);
      expect({ status: answer?.status, looked }, method).toEqual({ status: 403, looked: false });
      expect(await answer?.json()).toMatchObject({ type: "/problems/forbidden", status: 403 });
    }
  });

  it.each(routes)("$path: refuses other sites what is more than reading", async ({ file }) => {
    const { GET: _reading, ...others } = await exportsOf(file);
    for (const [method, handler] of Object.entries(others)) {
      for (const headers of [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
      ]) {
        const request = requestFor(method, "localhost:3000", { ...headers, "x-drawbridge": "1" });
        const answer = await handler?.(request, { params: Promise.resolve({}) });
        expect(answer?.status, `${method} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
  });

  it("is in the OpenAPI document, and nothing else is", async () => {
    const document = openApiDocument(version);
    const methodsOf = publishedMethods(document);
    const published = Object.keys(document.paths ?? {});
    expect(published.sort()).toEqual(routes.map(({ path }) => path.replace(/\[(\w+)\]/g, "{$1}")).sort());
    for (const { file, path } of routes) {
      expect([...methodsOf(path)].sort(), relative(root, file)).toEqual(Object.keys(await exportsOf(file)).sort());
    }
  });
});

describe("over HTTP", () => {
  let sandbox: Sandbox;
  let product: string;
  beforeAll(async () => {
    sandbox = await startSandbox();
    const { frontDoorTarget } = (await control(sandbox.control, "GET", "/state")) as { frontDoorTarget: string };
    product = frontDoorTarget;
  });
  afterAll(() => sandbox?.close());

  it.each(routes)("$path: refuses another Host, whatever the method", async ({ path }) => {
    for (const method of methods) {
      const answer = await ask(product, { method, path: path.replace("[id]", "a"), headers: { host: foreign } });
      if (method === "HEAD") expect(answer.status).toBe(403);
      else expectProblem(answer, 403);
    }
  });

  it.each(routes)("$path: answers the methods it has not with 405", async ({ file, path }) => {
    const taken = Object.keys(await exportsOf(file));
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((name) => !taken.includes(name))) {
      expectProblem(await ask(product, { method, path: path.replace("[id]", "a") }), 405);
    }
  });
});
