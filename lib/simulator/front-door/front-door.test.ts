import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Listening, listen } from "@/lib/simulator/http/listen";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorld } from "@/lib/simulator/testing";

let simulator: Simulator;
let product: Listening;

const productEvents = new EventEmitter();

/** A product that repeats what it got; `/stream` answers its second chunk when the test has seen the first. */
function echoProduct(): Server {
  return createServer((request, response) => {
    if (request.url === "/silent") {
      response.on("close", () => productEvents.emit("left"));
      productEvents.emit("silent");
      return;
    }
    if (request.url === "/stream") {
      response.write("first\n");
      request.on("data", (chunk: Buffer) => response.end(`then ${chunk.toString()}`));
      return;
    }
    response.setHeader("set-cookie", ["a=1", "b=2"]);
    response.end(JSON.stringify({ url: request.url, host: request.headers.host, headers: request.headers }));
  });
}

beforeAll(async () => {
  product = await listen(echoProduct(), 0);
  const frontDoorTarget = `http://127.0.0.1:${product.port}`;
  simulator = await startSimulator({ worlds: [testWorld("one")], frontDoorTarget });
});
afterAll(async () => {
  await simulator.close();
  await product.close();
});

async function seenHeaders(headers: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`${simulator.frontDoor}/x?y=1`, { headers });
  return ((await response.json()) as { headers: Record<string, string> }).headers;
}

const balancer = "34.120.48.22";

describe("the front door", () => {
  it.each([
    ["the present place", {}, `81.92.200.7, ${balancer}`],
    ["the header", { "x-sandbox-place": "home" }, `93.104.77.18, ${balancer}`],
    ["the cookie", { cookie: "a=b; sandbox-place=vpn" }, `185.44.108.30, ${balancer}`],
    [
      "the header before the cookie",
      { "x-sandbox-place": "home", cookie: "sandbox-place=vpn" },
      `93.104.77.18, ${balancer}`,
    ],
    ["an unknown cookie: the present place", { cookie: "sandbox-place=moon" }, `81.92.200.7, ${balancer}`],
    ["a VM in the VPC, by its internal address", { "x-sandbox-place": "vm-in-vpc" }, `10.132.0.9, ${balancer}`],
    ["what a client forged stays in front", { "x-forwarded-for": "1.2.3.4" }, `1.2.3.4, 81.92.200.7, ${balancer}`],
  ])("X-Forwarded-For by %s", async (_what, headers, expected) => {
    const seen = await seenHeaders(headers as Record<string, string>);
    expect(seen["x-forwarded-for"]).toBe(expected);
    expect(seen["x-sandbox-place"]).toBeUndefined();
    expect(seen.via).toContain("google");
  });

  describe("Identity-Aware Proxy", () => {
    const keys = async () => createLocalJWKSet(await (await fetch(simulator.iap.keysUrl)).json());
    const claimsFor = async (headers: Record<string, string>) => {
      const { "x-goog-iap-jwt-assertion": assertion = "" } = await seenHeaders(headers);
      const { payload, protectedHeader } = await jwtVerify(assertion, await keys(), {
        audience: simulator.iap.audience,
      });
      expect(protectedHeader).toEqual({ alg: "ES256", typ: "JWT", kid: expect.any(String) });
      return payload;
    };

    it.each([
      ["the present person", {}, "ana@corp.example"],
      ["the header", { "x-sandbox-person": "bora" }, "bora@corp.example"],
      ["the header, by address", { "x-sandbox-person": "chris@corp.example" }, "chris@corp.example"],
      ["the cookie", { cookie: "a=b; sandbox-person=chris" }, "chris@corp.example"],
      [
        "the header before the cookie",
        { "x-sandbox-person": "bora", cookie: "sandbox-person=chris" },
        "bora@corp.example",
      ],
      ["an unknown cookie: the present person", { cookie: "sandbox-person=%eve" }, "ana@corp.example"],
    ])("signs who asks by %s", async (_, headers, email) => {
      expect(await claimsFor(headers as Record<string, string>)).toMatchObject({
        iss: "https://cloud.google.com/iap",
        email,
        hd: "corp.example",
        sub: expect.stringMatching(/^accounts\.google\.com:\d+$/),
      });
    });

    it("takes away what a client says of itself", async () => {
      const seen = await seenHeaders({
        "x-goog-iap-jwt-assertion": "forged",
        "X-Goog-Authenticated-User-Email": "accounts.google.com:chris@corp.example",
        "x-sandbox-person": "bora",
      });
      expect(Object.keys(seen).filter((name) => name.startsWith("x-goog-"))).toEqual(["x-goog-iap-jwt-assertion"]);
      expect(seen["x-goog-iap-jwt-assertion"]).not.toContain("forged");
      expect(seen["x-sandbox-person"]).toBeUndefined();
    });

    it("does not stand before /p/", async () => {
      const response = await fetch(`${simulator.frontDoor}/p/code`, {
        headers: { "x-goog-iap-jwt-assertion": "forged" },
      });
      const { headers } = (await response.json()) as { headers: Record<string, string> };
      expect(headers["x-goog-iap-jwt-assertion"]).toBeUndefined();
    });

    it("has the present person chosen by the control API, until the next reset", async () => {
      const choose = (person: string) =>
        fetch(`${simulator.control}/person`, { method: "POST", body: JSON.stringify({ person }) });
      expect(await (await choose("bora@corp.example")).json()).toEqual({ person: "bora" });
      expect(await claimsFor({})).toMatchObject({ email: "bora@corp.example" });
      const refused = await choose("eve");
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain("one of: ana, bora, chris");
      await fetch(`${simulator.control}/reset`, { method: "POST" });
      expect(await claimsFor({})).toMatchObject({ email: "ana@corp.example" });
    });

    it("refuses a person that does not exist", async () => {
      const response = await fetch(simulator.frontDoor, { headers: { "x-sandbox-person": "eve" } });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("ana, bora, chris");
    });

    it("gives the product a file of who is in which group, and tests an assertion", async () => {
      expect(JSON.parse(await readFile(simulator.iap.groupsFile, "utf8"))).toEqual({
        "drawbridge-approvers": ["bora@corp.example", "chris@corp.example"],
        "drawbridge-admins": ["chris@corp.example"],
      });
      const asked = await fetch(`${simulator.control}/iap/assertion?person=chris`);
      const { assertion } = (await asked.json()) as { assertion: string };
      expect((await jwtVerify(assertion, await keys())).payload).toMatchObject({ email: "chris@corp.example" });
      expect((await fetch(`${simulator.control}/iap/assertion?person=eve`)).status).toBe(400);
    });
  });

  it("keeps the host, the path and repeated headers", async () => {
    const response = await fetch(`${simulator.frontDoor}/x?y=1`);
    expect(await response.json()).toMatchObject({ url: "/x?y=1", host: simulator.frontDoor.replace("http://", "") });
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  it("streams both ways", async () => {
    const request = httpRequest(`${simulator.frontDoor}/stream`, { method: "POST" });
    request.flushHeaders();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const [first] = (await once(response, "data")) as [Buffer];
    expect(first.toString()).toBe("first\n");
    request.write("second");
    const [second] = (await once(response, "data")) as [Buffer];
    expect(second.toString()).toBe("then second");
    request.end();
  });

  it("breaks off towards the product when the caller leaves before an answer", async () => {
    const arrived = once(productEvents, "silent");
    const request = httpRequest(`${simulator.frontDoor}/silent`);
    request.on("error", () => {});
    request.end();
    await arrived;
    const left = once(productEvents, "left");
    request.destroy();
    await left;
  });

  it("refuses a place that does not exist", async () => {
    const response = await fetch(simulator.frontDoor, { headers: { "x-sandbox-place": "moon" } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("cloud-shell");
  });

  it("says that the product is not up yet, then finds it where the control API says", async () => {
    const other = await startSimulator({ worlds: [] });
    const control = (body: object) =>
      fetch(`${other.control}/front-door`, { method: "POST", body: JSON.stringify(body) });
    expect((await fetch(other.frontDoor)).status).toBe(502);
    await control({ target: "http://127.0.0.1:1" });
    const closed = await fetch(other.frontDoor);
    expect(closed.status).toBe(502);
    expect(await closed.text()).toContain("Drawbridge is not up yet");
    await control({ target: `http://127.0.0.1:${product.port}` });
    expect((await fetch(other.frontDoor)).status).toBe(200);
    await other.close();
  });
});
