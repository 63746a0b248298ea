import { EventEmitter, once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
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
