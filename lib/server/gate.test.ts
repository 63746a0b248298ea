import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Identity } from "@/lib/auth/identity";
import { loopbackIdentity } from "@/lib/auth/loopback";
import { publicSites } from "@/lib/auth/sites";
import { unauthenticated } from "@/lib/core/problem";
import { turnedAway } from "./gate";

const host = "drawbridge.corp.example";
const page = { host, accept: "text/html" };
const iap: Identity = {
  kind: "iap",
  sites: publicSites([`https://${host}`]),
  async authenticate(headers) {
    if (headers.get("x-test-person") !== "ana") throw unauthenticated("Nobody is signed in.");
    return { kind: "iap", id: "ana", name: "Ana", groups: [] };
  },
};
const never = () => Promise.reject(new Error("not used"));
const oidc: Identity = { ...iap, kind: "oidc", signIn: { begin: never, finish: never, end: never } };

let identity = iap;
const server = createServer((incoming, outgoing) => {
  void turnedAway(incoming, outgoing, identity).then((answered) => answered || outgoing.end("through"));
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());

/** The request as it is, whatever the path. */
async function ask(asked: Identity, path: string, headers: Readonly<Record<string, string>>, method = "GET") {
  identity = asked;
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }).end();
  const [answer] = (await once(sent, "response")) as [import("node:http").IncomingMessage];
  return { status: answer.statusCode, location: answer.headers.location, body: await text(answer) };
}

describe("the gate", () => {
  it.each([
    ["a page, to whoever is somebody", iap, "/history", { ...page, "x-test-person": "ana" }],
    ["a page, to the person of this machine", loopbackIdentity([]), "/history", { host: "localhost:3000" }],
    ["the API, whose handlers ask themselves", iap, "/api/diagnoses", { host }],
    ["a terminal's code", iap, "/p/code", { host }],
    ["a script", iap, "/_next/static/chunks/a.js", { host }],
    ["a picture", iap, "/favicon.svg", { host }],
    ["where one has signed out to", oidc, "/signed-out.html", page],
    ["a probe by a pod's address", iap, "/api/healthz", { host: "10.8.0.7:3000" }],
  ])("lets through %s", async (_, asked, path, headers) => {
    expect((await ask(asked, path, headers)).body).toBe("through");
  });

  it.each([
    ["/", 401],
    ["/history", 401],
    ["/probe?cluster=x", 401],
    ["/api", 401],
    ["/apix/", 401],
    ["/p", 401],
    ["/favicon.svg/", 401],
    ["/history/favicon.svg", 401],
    ["/_next/data/x.json", 401],
    ["/_next/image", 401],
    ["/api/../history", 401],
    ["/api/%2e%2e/history", 401],
    ["/api/.%2E/history", 401],
    ["/api/..\\history", 401],
    ["/_next/static/../../history", 401],
    ["/p/./../history", 401],
    ["//api/x", 400],
    ["http://localhost/api/x", 400],
    ["/api/%", 400],
    ["*", 400],
  ])("shows nobody %s", async (path, status) => {
    expect((await ask(iap, path, page)).status).toBe(status);
  });

  it.each([
    ["another host", iap, "/history", { ...page, host: "evil.example", "x-test-person": "ana" }],
    ["another host of the API", iap, "/api/diagnoses", { host: "evil.example" }],
    ["a probe by another name than this machine's", loopbackIdentity([]), "/api/healthz", { host: "evil.example" }],
    ["a probe that climbs", iap, "/api/healthz/../../history", { ...page, host: "10.8.0.7" }],
  ])("refuses %s", async (_, asked, path, headers) => {
    expect((await ask(asked, path, headers)).status).toBe(403);
  });

  it("sends a browser to sign in where Drawbridge does that, and nothing else", async () => {
    const target = "/history?cluster=a&b=%2F";
    expect(await ask(oidc, target, page)).toMatchObject({
      status: 302,
      location: `/api/auth/login?next=${encodeURIComponent(target)}`,
    });
    expect((await ask(oidc, target, page, "POST")).status).toBe(401);
    expect((await ask(oidc, target, { ...page, rsc: "1" })).status).toBe(401);
    expect((await ask(oidc, target, { host, accept: "application/json" })).status).toBe(401);
    expect((await ask(iap, target, page)).status).toBe(401);
  });
});
