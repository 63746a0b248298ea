import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import type { Identity, SignIn } from "./identity";
import { oidcIdentity } from "./oidc";
import { publicSites } from "./sites";

const origin = "https://drawbridge.corp.example";
const secret = "a secret of at least thirty-two bytes";

let simulator: Simulator;
let now: Date;
let failures: string[];
beforeAll(async () => {
  simulator = await startSimulator({ worlds: [] });
});
afterAll(() => simulator.close());
beforeEach(() => {
  now = new Date();
  failures = [];
});
afterEach(() => expect(failures.join()).not.toMatch(/eyJ|code=/));

function make(changes: { issuer?: string; clientSecret?: string; sessionSecret?: string; groupsClaim?: string } = {}) {
  const { issuer, clientId, clientSecret } = simulator.oidc;
  const identity = oidcIdentity({
    issuer: new URL(changes.issuer ?? issuer),
    clientId,
    clientSecret: changes.clientSecret ?? clientSecret,
    scopes: ["openid", "email"],
    groupsClaim: changes.groupsClaim ?? "groups",
    sessionSecret: changes.sessionSecret ?? secret,
    sites: publicSites([origin, "https://second.corp.example"]),
    now: () => now,
    failed: (reason) => failures.push(reason),
    signedIn: () => undefined,
  });
  return identity as Identity & { readonly signIn: SignIn };
}

/** What a browser keeps and sends. */
class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly host = new URL(origin).host) {}

  get headers(): Headers {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Headers({ host: this.host, cookie });
  }

  keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Asks to sign in, and the provider for the way back: the query of the callback. */
  async goToProvider({ signIn }: { readonly signIn: SignIn }, next: string | null, person = "ana"): Promise<string> {
    const begun = this.keep(await signIn.begin(this.headers, next));
    const back = await fetch(begun.headers.get("location") ?? "", {
      redirect: "manual",
      headers: { "x-sandbox-person": person },
    });
    const url = new URL(back.headers.get("location") ?? "");
    expect(`${url.origin}${url.pathname}`).toBe(`https://${this.host}/api/auth/callback`);
    return url.search;
  }

  async signIn(identity: { readonly signIn: SignIn }, next = "/", person = "ana"): Promise<Response> {
    const search = await this.goToProvider(identity, next, person);
    return this.keep(await identity.signIn.finish(this.headers, search));
  }
}

const status = (wanted: number) => expect.objectContaining({ details: expect.objectContaining({ status: wanted }) });

describe("signing in", () => {
  it("sends the browser to the provider with PKCE, state and nonce", async () => {
    const begun = await make().signIn.begin(new Browser().headers, "/history");
    expect(begun.status).toBe(302);
    const asked = new URL(begun.headers.get("location") ?? "").searchParams;
    expect(Object.fromEntries(asked)).toEqual({
      client_id: "drawbridge",
      response_type: "code",
      scope: "openid email",
      redirect_uri: `${origin}/api/auth/callback`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const [cookie = ""] = begun.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-drawbridge-sign-in-.*; HttpOnly; SameSite=Lax; Secure$/);
    expect(cookie).not.toContain(asked.get("nonce"));
  });

  it("ends with a session of 8 hours of who the provider says, on the page that was wanted", async () => {
    const identity = make();
    const browser = new Browser();
    const done = await browser.signIn(identity, "/history?cluster=x", "chris");
    expect([done.status, done.headers.get("location")]).toEqual([302, "/history?cluster=x"]);
    expect([...browser.cookies.keys()]).toEqual(["__Host-drawbridge-session"]);
    const chris = {
      kind: "oidc",
      id: "chris@corp.example",
      name: "Chris",
      groups: ["drawbridge-admins", "drawbridge-approvers"],
    };
    expect(await identity.authenticate(browser.headers)).toEqual(chris);
    expect(await make().authenticate(browser.headers)).toEqual(chris);
    now = new Date(now.getTime() + 8 * 3_600_000 - 1_000);
    expect(await identity.authenticate(browser.headers)).toEqual(chris);
    now = new Date(now.getTime() + 2_000);
    await expect(identity.authenticate(browser.headers)).rejects.toThrow(status(401));
  });

  it("takes no groups from a claim that is not there", async () => {
    const identity = make({ groupsClaim: "roles" });
    const browser = new Browser();
    await browser.signIn(identity);
    expect(await identity.authenticate(browser.headers)).toMatchObject({ id: "ana@corp.example", groups: [] });
  });

  it("works in two tabs at once", async () => {
    const identity = make();
    const browser = new Browser();
    const first = await browser.goToProvider(identity, "/a");
    const second = await browser.goToProvider(identity, "/b");
    expect((await identity.signIn.finish(browser.headers, first)).headers.get("location")).toBe("/a");
    expect((await identity.signIn.finish(browser.headers, second)).headers.get("location")).toBe("/b");
  });

  it("comes back to the name it was begun at, and counts there only", async () => {
    const identity = make();
    const browser = new Browser("second.corp.example");
    await browser.signIn(identity);
    await identity.authenticate(browser.headers);
    const elsewhere = browser.headers;
    elsewhere.set("host", new URL(origin).host);
    await expect(identity.authenticate(elsewhere)).rejects.toThrow(status(401));
  });

  it.each([null, "//evil.example", "https://evil.example/", "/\\evil.example"])(
    "goes to the start when %j is wanted",
    async (next) => {
      const identity = make();
      const browser = new Browser();
      const search = await browser.goToProvider(identity, next);
      expect((await identity.signIn.finish(browser.headers, search)).headers.get("location")).toBe("/");
    },
  );
});

describe("a way back that is refused", () => {
  type Changed = (browser: Browser, search: string) => string | Promise<string>;
  const without = (name: string) => (_: Browser, search: string) => changed(search, (query) => query.delete(name));
  it.each<[string, number, Changed]>([
    [
      "in a browser that asked for nothing",
      400,
      (browser, search) => {
        browser.cookies.clear();
        return search;
      },
    ],
    [
      "with the state of another sign-in",
      400,
      (_, search) => changed(search, (query) => query.set("state", "x".repeat(43))),
    ],
    [
      "with a state that only begins the same",
      403,
      (_, search) => changed(search, (query) => query.set("state", `${query.get("state")?.slice(0, -1)}`)),
    ],
    ["without a state", 400, without("state")],
    ["without a code", 403, without("code")],
    ["with an unknown code", 403, (_, search) => changed(search, (query) => query.set("code", "guessed"))],
    ["of another provider", 403, (_, search) => changed(search, (query) => query.set("iss", "https://evil.example"))],
    ["of a provider that does not say who it is", 403, without("iss")],
    [
      "with an error of the provider",
      403,
      (_, search) =>
        changed(search, (query) => {
          query.delete("code");
          query.set("error", "access_denied");
        }),
    ],
    [
      "with the code of somebody else's sign-in",
      403,
      async (_, search) => {
        const other = new URLSearchParams(await new Browser().goToProvider(make(), "/", "chris"));
        return changed(search, (query) => query.set("code", other.get("code") ?? ""));
      },
    ],
    [
      "more than 10 minutes later",
      400,
      (_, search) => {
        now = new Date(now.getTime() + 601_000);
        return search;
      },
    ],
  ])("%s", async (_, wanted, change) => {
    const identity = make();
    const browser = new Browser();
    const search = await change(browser, await browser.goToProvider(identity, "/"));
    await expect(identity.signIn.finish(browser.headers, search)).rejects.toThrow(status(wanted));
  });

  it("a second time", async () => {
    const identity = make();
    const browser = new Browser();
    const search = await browser.goToProvider(identity, "/");
    const before = browser.headers;
    await identity.signIn.finish(before, search);
    await expect(identity.signIn.finish(before, search)).rejects.toThrow(status(403));
    expect(failures.join()).toContain("invalid_grant");
  });

  it("with a client secret that the provider does not know", async () => {
    const identity = make({ clientSecret: "another" });
    const browser = new Browser();
    const search = await browser.goToProvider(identity, "/");
    await expect(identity.signIn.finish(browser.headers, search)).rejects.toThrow(status(403));
  });
});

describe("a session", () => {
  const signedIn = async (identity = make()) => {
    const browser = new Browser();
    await browser.signIn(identity);
    return browser;
  };

  it("of another secret, or of the sign-in, is none", async () => {
    const browser = await signedIn();
    await expect(make({ sessionSecret: `${secret}!` }).authenticate(browser.headers)).rejects.toThrow(status(401));
    const begun = new Browser();
    await begun.goToProvider(make(), "/");
    const [attempt = ""] = begun.cookies.values();
    begun.cookies.set("__Host-drawbridge-session", attempt);
    await expect(make().authenticate(begun.headers)).rejects.toThrow(status(401));
  });

  it("says to whoever has none where to sign in", async () => {
    await expect(make().authenticate(new Browser().headers)).rejects.toThrow(`${origin}/api/auth/login`);
  });

  it("ends by signing out, here and at the provider", async () => {
    const identity = make();
    const browser = await signedIn(identity);
    const answer = browser.keep(await identity.signIn.end(browser.headers));
    const { next } = (await answer.json()) as { next: string };
    expect(next).toMatch(`${simulator.oidc.issuer}/end-session?`);
    const back = await fetch(next, { redirect: "manual" });
    expect(back.headers.get("location")).toBe(`${origin}/signed-out.html`);
    await expect(identity.authenticate(browser.headers)).rejects.toThrow(status(401));
  });
});

describe("a provider that is away", () => {
  it("keeps nobody out who is in, and is asked again", async () => {
    const away = make({ issuer: simulator.oidc.issuer.replace("/oidc", "/nothing") });
    const browser = new Browser();
    for (const _ of [1, 2]) await expect(away.signIn.begin(browser.headers, "/")).rejects.toThrow(status(503));
    expect(failures).toHaveLength(2);
    const signedOut = (await (await away.signIn.end(browser.headers)).json()) as { next: string };
    expect(signedOut).toEqual({ next: `${origin}/signed-out.html` });
  });
});

function changed(search: string, change: (query: URLSearchParams) => void): string {
  const query = new URLSearchParams(search);
  change(query);
  return `?${query}`;
}
