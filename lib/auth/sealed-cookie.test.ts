import { beforeEach, describe, expect, it } from "vitest";
import { CookieTooLarge, sealedCookie } from "./sealed-cookie";

const origin = "https://drawbridge.corp.example";
const secret = "a secret of at least thirty-two bytes";
let now = new Date("2026-01-01T00:00:00Z");
beforeEach(() => {
  now = new Date("2026-01-01T00:00:00Z");
});

const make = (changes: { name?: string; secret?: string } = {}) =>
  sealedCookie({ name: "session", secret, lifetimeSeconds: 60, now: () => now, ...changes });
const sent = (setCookie: string) => new Headers({ cookie: `a=b; ${setCookie.split(";")[0]}; c=d` });
const sealed = () => make().seal({ id: "ana@corp.example" }, origin);

describe("sealedCookie", () => {
  it("comes back as it was, and says nothing on the way", async () => {
    const cookie = await sealed();
    expect(cookie).toMatch(/^__Host-session=[\w.-]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax; Secure$/);
    const payload = cookie.split(/[=.;]/).map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(payload.join()).not.toContain("ana");
    expect(await make().open(sent(cookie), origin)).toMatchObject({ id: "ana@corp.example" });
  });

  it("has no prefix and no Secure on this machine, where browsers would refuse them", async () => {
    const cookie = await make().seal({}, "http://localhost:3000");
    expect(cookie).toMatch(/^session=/);
    expect(cookie).not.toContain("Secure");
  });

  it("ends, to the second", async () => {
    const cookie = sent(await sealed());
    now = new Date("2026-01-01T00:00:59Z");
    expect(await make().open(cookie, origin)).toBeDefined();
    now = new Date("2026-01-01T00:01:00Z");
    expect(await make().open(cookie, origin)).toBeUndefined();
  });

  it("is nothing with any one character changed", async () => {
    const cookie = await sealed();
    const start = cookie.indexOf("=") + 1;
    const end = cookie.indexOf(";");
    for (let at = start; at < end; at += 1) {
      if (cookie[at] === ".") continue;
      /* The other bit pattern also differs in the bits that base64 keeps of a last character. */
      const changed = `${cookie.slice(0, at)}${cookie[at] === "A" ? "Q" : "A"}${cookie.slice(at + 1)}`;
      expect(await make().open(sent(changed), origin), changed).toBeUndefined();
    }
  });

  it.each([
    ["another secret", make({ secret: `${secret}!` }), origin],
    ["another cookie of ours", make({ name: "sign-in" }), origin],
    ["another of our names", make(), "https://drawbridge.other.example"],
  ])("is nothing for %s", async (_, reader, where) => {
    const [, value = ""] = (await sealed()).split(/=|;/);
    const renamed = new Headers({ cookie: `__Host-session=${value}; __Host-sign-in=${value}` });
    expect(await reader.open(renamed, where)).toBeUndefined();
  });

  it.each([
    ["nothing", {}],
    ["an empty one", { cookie: "__Host-session=" }],
    ["an unencrypted token", { cookie: "__Host-session=eyJhbGciOiJub25lIn0.eyJpZCI6ImEifQ." }],
    ["one without the prefix, which another host can set", { cookie: "session=x" }],
  ])("is nothing when there is %s", async (_, headers) => {
    expect(await make().open(new Headers(headers as Record<string, string>), origin)).toBeUndefined();
  });

  it("is taken away by a cookie of the same name and no life", () => {
    expect(make().clear(origin, "-1")).toBe("__Host-session-1=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
  });

  it("refuses to be larger than browsers keep", async () => {
    const groups = Array.from({ length: 300 }, (_, at) => `a-group-of-people-${at}`);
    await expect(make().seal({ groups }, origin)).rejects.toThrow(CookieTooLarge);
  });
});
