import { beforeEach, describe, expect, it } from "vitest";
import { peerHeader } from "@/lib/auth/client-address";
import { rateLimiter } from "@/lib/auth/rate-limit";
import { publicSites } from "@/lib/auth/sites";
import { unauthenticated } from "@/lib/core/problem";
import { handle, handleByCode, handleHealth } from "./handle";
import { provideRuntime, type Runtime } from "./runtime";

const limits = {
  read: { burst: 2, perSecond: 0.1 },
  diagnose: { burst: 1, perSecond: 1 },
  mutate: { burst: 1, perSecond: 1 },
  open: { burst: 2, perSecond: 0.5 },
};

beforeEach(() => {
  const runtime = {
    trustedHops: 0,
    rateLimiter: rateLimiter(() => 0, limits),
    identity: {
      kind: "iap",
      sites: publicSites(["https://drawbridge.corp.example"]),
      async authenticate(headers: Headers) {
        const id = headers.get("x-test-person");
        if (!id) throw unauthenticated("Nobody is signed in.");
        return { kind: "iap", id, name: id, groups: [] };
      },
    },
  };
  provideRuntime(runtime as unknown as Runtime);
});

const context = { params: Promise.resolve({ code: "abc" }) };
const ask = (headers: Record<string, string>): Request => {
  const all = { host: "drawbridge.corp.example", [peerHeader]: "198.51.100.7", ...headers };
  return { method: "GET", url: "http://localhost/p/abc", headers: new Headers(all) } as unknown as Request;
};
const fine = async () => Response.json({});

describe("handle", () => {
  const read = handle("read", fine);
  const mutate = handle("mutate", fine);

  it("answers 429 with Retry-After to a person who asks too much, and to nobody else", async () => {
    const ana = () => read(ask({ "x-test-person": "ana" }), context);
    expect([(await ana()).status, (await ana()).status]).toEqual([200, 200]);
    const tooMuch = await ana();
    expect([tooMuch.status, tooMuch.headers.get("retry-after")]).toEqual([429, "10"]);
    expect(await tooMuch.json()).toMatchObject({ type: "/problems/too-many-requests", status: 429 });
    expect((await read(ask({ "x-test-person": "bora" }), context)).status).toBe(200);
    expect((await mutate(ask({ "x-test-person": "ana", "x-drawbridge": "1" }), context)).status).toBe(200);
  });

  it("says 401 to nobody, with a challenge as RFC 9110 wants", async () => {
    const answer = await read(ask({}), context);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Session realm="Drawbridge"']);
  });

  it("lets nobody's requests count for a person", async () => {
    for (const _ of [1, 2, 3]) await read(ask({}), context);
    expect((await read(ask({ "x-test-person": "ana" }), context)).status).toBe(200);
  });
});

describe("handleByCode", () => {
  const byCode = handleByCode<{ code: string }>(async ({ params, caller }) => Response.json({ params, caller }));

  it("asks for no identity, and hands on the code and where the caller is", async () => {
    const answer = await byCode(ask({}), context);
    const caller = { address: "198.51.100.7", source: "connection" };
    expect(await answer.json()).toEqual({ params: { code: "abc" }, caller });
    expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
  });

  it("still answers at our own names only", async () => {
    expect((await byCode(ask({ host: "evil.example" }), context)).status).toBe(403);
  });

  it("is limited by the address", async () => {
    for (const _ of [1, 2]) expect((await byCode(ask({}), context)).status).toBe(200);
    const tooMuch = await byCode(ask({}), context);
    expect([tooMuch.status, tooMuch.headers.get("retry-after")]).toEqual([429, "2"]);
    expect((await byCode(ask({ [peerHeader]: "198.51.100.8" }), context)).status).toBe(200);
    for (const _ of [1, 2]) await byCode(ask({ [peerHeader]: "" }), context);
    expect((await byCode(ask({ [peerHeader]: "not an address" }), context)).status).toBe(429);
  });
});

describe("handleHealth", () => {
  it("answers anybody, by any name, as often as they ask", async () => {
    const health = handleHealth(fine);
    for (const host of ["10.8.0.7:3000", "x", "drawbridge.corp.example", "10.8.0.7:3000"]) {
      expect((await health(ask({ host }), context)).status).toBe(200);
    }
  });
});
