import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Answer, ask, expectProblem, json } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ auth: "oidc" });
});
afterAll(() => sandbox?.close());

/** The cookies of one browser, by host: browsers give them to every port of it. */
let cookies = new Map<string, string>();
beforeEach(() => {
  cookies = new Map();
});

async function visit(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { pathname, search } = new URL(url);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await ask(url, {
    path: `${pathname}${search}`,
    headers: { accept: "text/html", ...(cookie && { cookie }), ...headers },
  });
  for (const line of answer.headers["set-cookie"] ?? []) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (line.includes("Max-Age=0")) cookies.delete(name);
    else cookies.set(name, value);
  }
  return answer;
}

/** Goes where it is sent, until there is a page. */
async function follow(url: string): Promise<{ readonly places: readonly string[]; readonly answer: Answer }> {
  const places: string[] = [];
  let next = url;
  for (;;) {
    const answer = await visit(next);
    places.push(next.split("?", 1)[0] ?? "");
    const { location } = answer.headers;
    if (location === undefined || places.length > 8) return { places, answer };
    next = new URL(location, next).href;
  }
}

const at = (path: string) => sandbox.url + path;

describe("a person at a browser", () => {
  it("is sent to sign in, and back to the page", async () => {
    const { places, answer } = await follow(at("/history?cursor=x"));
    expect(places).toEqual([
      at("/history"),
      at("/api/auth/login"),
      expect.stringMatching(/^http:\/\/localhost:\d+\/oidc\/authorize$/),
      at("/api/auth/callback"),
      at("/history"),
    ]);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("ana@corp.example");
    expect([...cookies.keys()]).toEqual(["drawbridge-session"]);
    expect(json(await visit(at("/api/me")))).toMatchObject({ kind: "oidc", id: "ana@corp.example", name: "Ana" });
  });

  it("is whom the provider takes them for", async () => {
    cookies.set("sandbox-person", "chris");
    await follow(at("/"));
    const groups = ["drawbridge-admins", "drawbridge-approvers"];
    expect(json(await visit(at("/api/me")))).toMatchObject({ id: "chris@corp.example", groups });
  });

  it("signs out by a button of our page, and by nothing else", async () => {
    await follow(at("/"));
    const signOut = (headers: Readonly<Record<string, string>>) => {
      const cookie = `drawbridge-session=${cookies.get("drawbridge-session")}`;
      return ask(sandbox.url, { method: "POST", path: "/api/auth/logout", headers: { cookie, ...headers } });
    };
    expectProblem(await signOut({}), 403);
    expectProblem(await signOut({ "x-drawbridge": "1", origin: "https://evil.example" }), 403);
    expectProblem(await signOut({ "x-drawbridge": "1", "sec-fetch-site": "cross-site" }), 403);
    expectProblem(await visit(at("/api/auth/logout")), 405);
    const answer = await signOut({ "x-drawbridge": "1", origin: sandbox.url });
    expect(answer.headers["set-cookie"]).toEqual(["drawbridge-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"]);
    const { next } = json(answer) as { next: string };
    cookies.clear();
    const left = await follow(next);
    expect(left.places.at(-1)).toBe(at("/signed-out.html"));
    expect(left.answer.text).toContain("You are signed out");
  });
});

describe("nobody", () => {
  it("gets a problem from the API, in words, and no redirect", async () => {
    const answer = await visit(at("/api/diagnoses"));
    expect(expectProblem(answer, 401).detail).toContain(`${sandbox.url}/api/auth/login`);
    expect(answer.headers["www-authenticate"]).toBe('Session realm="Drawbridge"');
  });

  it("gets no page's data, and no redirect for it", async () => {
    for (const headers of [{ rsc: "1" }, { accept: "*/*" }, { rsc: "1", "next-router-prefetch": "1" }]) {
      expectProblem(await visit(at("/history"), headers), 401);
    }
    expectProblem(await ask(sandbox.url, { method: "POST", path: "/history", headers: { accept: "text/html" } }), 401);
  });

  it.each([
    ["//evil.example/", "/"],
    ["https://evil.example/", "/"],
    ["/\\evil.example/", "/"],
    ["/history", "/history"],
  ])("who wants %j afterwards comes to %s", async (next, path) => {
    const { places } = await follow(at(`/api/auth/login?next=${encodeURIComponent(next)}`));
    expect(places.at(-1)).toBe(at(path));
  });

  it.each([
    [
      "a session with a character changed",
      (session: string) => session.replace(/.$/, (last) => (last === "A" ? "Q" : "A")),
    ],
    ["a session cut short", (session: string) => session.slice(0, -4)],
    [
      "an unencrypted one",
      () => `eyJhbGciOiJub25lIn0.${Buffer.from('{"id":"chris@corp.example"}').toString("base64url")}.`,
    ],
    ["an empty one", () => ""],
  ])("has %s", async (_, change) => {
    await follow(at("/"));
    cookies.set("drawbridge-session", change(cookies.get("drawbridge-session") ?? ""));
    expectProblem(await visit(at("/api/me")), 401);
    expect((await visit(at("/"))).headers.location).toBe("/api/auth/login?next=%2F");
  });

  it("is not who the front door's Identity-Aware Proxy says: it is not asked", async () => {
    expectProblem(await visit(at("/api/me"), { "x-sandbox-person": "chris" }), 401);
  });
});
