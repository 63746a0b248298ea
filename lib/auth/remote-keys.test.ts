import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { remoteKeys } from "./remote-keys";

let published: readonly JWK[] = [];
let status = 200;
let asked = 0;
let now = 0;
const failures: string[] = [];

const server = createServer((_, response) => {
  asked += 1;
  response.writeHead(status, { location: "/elsewhere" });
  response.end(JSON.stringify({ keys: published }));
});

const makeKey = async (kid: string): Promise<JWK> => {
  const { publicKey } = await generateKeyPair("ES256");
  return { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" };
};

let keys: ReturnType<typeof remoteKeys>;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());
beforeEach(async () => {
  published = [await makeKey("one")];
  status = 200;
  asked = 0;
  now = 0;
  failures.length = 0;
  const { port } = server.address() as AddressInfo;
  keys = remoteKeys(new URL(`http://127.0.0.1:${port}/keys`), {
    nowMs: () => now,
    failed: (reason) => failures.push(reason),
  });
});

const get = async (kid: string) => keys({ alg: "ES256", kid }, { payload: "", signature: "" });
const unavailable = expect.objectContaining({ details: expect.objectContaining({ status: 503 }) });

describe("remoteKeys", () => {
  it("asks once for many, and keeps what it got for an hour", async () => {
    await Promise.all([get("one"), get("one"), get("one")]);
    now = 60 * 60_000;
    await get("one");
    expect(asked).toBe(1);
    now += 1;
    await get("one");
    expect(asked).toBe(2);
  });

  it("asks again at once for a key that is new, and then not before 30 s whatever is asked for", async () => {
    await get("one");
    now = 30_000;
    published = [...published, await makeKey("two")];
    await get("two");
    expect(asked).toBe(2);
    for (const kid of ["three", "four"]) await expect(get(kid)).rejects.toThrow("no applicable key");
    now = 59_999;
    await expect(get("three")).rejects.toThrow("no applicable key");
    expect(asked).toBe(2);
    now = 60_000;
    await expect(get("three")).rejects.toThrow("no applicable key");
    expect(asked).toBe(3);
  });

  it("forgets a key that is no longer published", async () => {
    await get("one");
    published = [await makeKey("two")];
    now = 60 * 60_000 + 1;
    await expect(get("one")).rejects.toThrow("no applicable key");
  });

  it("says that it cannot tell while there never were any, and asks again after 30 s", async () => {
    status = 500;
    await expect(get("one")).rejects.toThrow(unavailable);
    await expect(get("one")).rejects.toThrow(unavailable);
    expect(asked).toBe(1);
    expect(failures).toEqual([expect.stringContaining("answered 500")]);
    status = 200;
    now = 30_000;
    await get("one");
  });

  it("goes on with the ones from before when it cannot ask, and follows no redirect", async () => {
    await get("one");
    now = 2 * 60 * 60_000;
    status = 302;
    await get("one");
    expect(asked).toBe(2);
    expect(failures).toHaveLength(1);
  });
});
