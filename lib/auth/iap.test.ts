import { createHmac } from "node:crypto";
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseGroupsFile } from "./groups-file";
import { iapIdentity } from "./iap";
import type { Identity } from "./identity";
import { publicSites } from "./sites";

const audience = "/projects/1234/global/backendServices/5678";
const now = 1_800_000_000;
const usual = {
  iss: "https://cloud.google.com/iap",
  aud: audience,
  sub: "accounts.google.com:1",
  email: "Ana@Corp.example",
  hd: "corp.example",
  iat: now,
  exp: now + 600,
};

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let google: Pair;
let evil: Pair;
let rsa: Pair;
let make: (domains?: readonly string[]) => Identity;
const refusals: string[] = [];
const seen: string[] = [];

beforeAll(async () => {
  [google, evil, rsa] = await Promise.all([
    generateKeyPair("ES256", { extractable: true }),
    generateKeyPair("ES256", { extractable: true }),
    generateKeyPair("RS256"),
  ]);
  const published = [
    { ...(await exportJWK(google.publicKey)), kid: "g1", alg: "ES256", use: "sig" },
    { ...(await exportJWK(rsa.publicKey)), kid: "r1", use: "sig" },
  ];
  make = (domains = []) =>
    iapIdentity({
      audience,
      domains,
      keys: createLocalJWKSet({ keys: published }),
      groupsOf: parseGroupsFile('{"drawbridge-approvers": ["ana@corp.example"]}'),
      sites: publicSites(["https://drawbridge.corp.example"]),
      now: () => new Date(now * 1_000),
      refused: (reason) => refusals.push(reason),
      firstSeen: ({ person, subject }) => seen.push(`${person} ${subject}`),
    });
});
beforeEach(() => {
  refusals.length = 0;
  seen.length = 0;
});

type Changes = { claims?: object; header?: Partial<JWTHeaderParameters>; key?: Pair };
const sign = ({ claims = {}, header = {}, key = google }: Changes = {}) =>
  new SignJWT({ ...usual, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: "ES256", kid: "g1", ...header })
    .sign(key.privateKey);
const arrive = (assertion: string, headers: Record<string, string> = {}, domains: readonly string[] = []) =>
  make(domains).authenticate(new Headers({ "x-goog-iap-jwt-assertion": assertion, ...headers }));
const problem = (status: number) => expect.objectContaining({ details: expect.objectContaining({ status }) });

describe("a person through Identity-Aware Proxy", () => {
  it("is who Google says, in the groups that the file says", async () => {
    const ana = { kind: "iap", id: "ana@corp.example", name: "Ana@Corp.example", groups: ["drawbridge-approvers"] };
    expect(await arrive(await sign())).toEqual(ana);
    expect(seen).toEqual(["ana@corp.example accounts.google.com:1"]);
  });

  it("is told of once, and again with another account of the same name", async () => {
    const identity = make();
    const one = new Headers({ "x-goog-iap-jwt-assertion": await sign() });
    const two = new Headers({ "x-goog-iap-jwt-assertion": await sign({ claims: { sub: "accounts.google.com:2" } }) });
    for (const headers of [one, one, two]) await identity.authenticate(headers);
    expect(seen).toHaveLength(2);
  });

  it.each([
    ["an assertion that ended 29 s ago", { exp: now - 29 }],
    ["one from 30 s in the future", { iat: now + 30 }],
  ])("may have a clock that is a little off: %s", async (_, claims) => {
    await expect(arrive(await sign({ claims }))).resolves.toMatchObject({ id: "ana@corp.example" });
  });

  it("is not who an unsigned header says", async () => {
    const forged = {
      "x-goog-authenticated-user-email": "accounts.google.com:chris@corp.example",
      "x-goog-authenticated-user-id": "accounts.google.com:9",
    };
    await expect(make().authenticate(new Headers(forged))).rejects.toThrow(problem(401));
    await expect(arrive(await sign(), forged)).resolves.toMatchObject({ id: "ana@corp.example" });
  });
});

describe("is refused with 401", () => {
  it.each<[string, Changes]>([
    ["another audience", { claims: { aud: "/projects/1234/global/backendServices/5679" } }],
    ["an audience that begins the same", { claims: { aud: `${audience}0` } }],
    ["an audience in other letters", { claims: { aud: audience.toUpperCase() } }],
    ["no audience", { claims: { aud: undefined } }],
    ["a list of audiences with ours", { claims: { aud: [audience] } }],
    ["another issuer", { claims: { iss: "https://accounts.google.com" } }],
    ["an issuer with a slash", { claims: { iss: "https://cloud.google.com/iap/" } }],
    ["no issuer", { claims: { iss: undefined } }],
    ["an assertion that ended 30 s ago", { claims: { exp: now - 30 } }],
    ["one without an end", { claims: { exp: undefined } }],
    ["one from 31 s in the future", { claims: { iat: now + 31 } }],
    ["one without a beginning", { claims: { iat: undefined } }],
    ["one that is not valid yet", { claims: { nbf: now + 31 } }],
    ["one of no account", { claims: { sub: undefined } }],
    ["one without an e-mail address", { claims: { email: undefined } }],
    ["an unknown key", { header: { kid: "g2" } }],
    ["no key id", { header: { kid: undefined } as never }],
    ["a key of somebody else under Google's id", { key: undefined as never }],
    ["a critical extension", { header: { crit: ["exp2"], exp2: 1 } as never }],
  ])("%s", async (_, changes) => {
    const isForged = "key" in changes;
    const assertion = await sign(isForged ? { key: evil } : changes).catch(() => crafted(changes));
    await expect(arrive(assertion)).rejects.toThrow(problem(401));
    expect(refusals).toHaveLength(1);
    expect(refusals.join()).not.toMatch(/corp\.example|5678|eyJ/);
  });

  it("RS256, even with a published key", async () => {
    const assertion = await sign({ header: { alg: "RS256", kid: "r1" }, key: rsa });
    await expect(arrive(assertion)).rejects.toThrow(problem(401));
  });

  it("no signature at all", async () => {
    await expect(arrive(new UnsecuredJWT(usual).encode())).rejects.toThrow(problem(401));
    const [, payload] = (await sign()).split(".");
    const header = Buffer.from('{"alg":"none","kid":"g1"}').toString("base64url");
    await expect(arrive(`${header}.${payload}.`)).rejects.toThrow(problem(401));
  });

  it("HS256 with the public key as the secret", async () => {
    const secret = JSON.stringify(await exportJWK(google.publicKey));
    const [, payload] = (await sign()).split(".");
    const text = `${Buffer.from('{"alg":"HS256","kid":"g1"}').toString("base64url")}.${payload}`;
    const signature = createHmac("sha256", secret).update(text).digest("base64url");
    await expect(arrive(`${text}.${signature}`)).rejects.toThrow(problem(401));
  });

  it("a key that the assertion brings along", async () => {
    const jwk = await exportJWK(evil.publicKey);
    for (const header of [{ jwk }, { jku: "https://evil.example/keys" }, { x5u: "https://evil.example/x" }]) {
      await expect(arrive(await sign({ header: header as never, key: evil }))).rejects.toThrow(problem(401));
    }
  });

  it("another payload under a good signature", async () => {
    const [header, , signature] = (await sign()).split(".");
    const payload = Buffer.from(JSON.stringify({ ...usual, email: "chris@corp.example" })).toString("base64url");
    await expect(arrive(`${header}.${payload}.${signature}`)).rejects.toThrow(problem(401));
  });

  it.each(["", "x", "a.b", "a.b.c", "a.b.c.d.e", "é.é.é"])("%j", async (assertion) => {
    const headers = { get: (name: string) => (name === "x-goog-iap-jwt-assertion" ? assertion : null) };
    await expect(make().authenticate(headers as unknown as Headers)).rejects.toThrow(problem(401));
  });

  it("two assertions", async () => {
    await expect(arrive(`${await sign()}, ${await sign()}`)).rejects.toThrow(problem(401));
  });
});

describe("is refused with 403", () => {
  it.each<[string, object, readonly string[]]>([
    ["a service account", { email: "robot@project.iam.gserviceaccount.com" }, []],
    ["a service account in capitals", { email: "1234-compute@Developer.GServiceAccount.com" }, []],
    ["an account without an address", { email: "nobody" }, []],
    ["another organisation", { hd: "other.example" }, ["corp.example"]],
    ["no organisation", { hd: undefined }, ["corp.example"]],
    ["an organisation that only the address names", { hd: undefined, email: "x@corp.example" }, ["corp.example"]],
  ])("%s", async (_, claims, domains) => {
    await expect(arrive(await sign({ claims }), {}, domains)).rejects.toThrow(problem(403));
    expect(seen).toEqual([]);
  });

  it("but not a person of one of several organisations", async () => {
    await expect(arrive(await sign(), {}, ["other.example", "corp.example"])).resolves.toBeDefined();
  });
});

/** What jose refuses to sign. */
function crafted({ claims = {}, header = {} }: Changes): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "ES256", kid: "g1", ...header })}.${encode({ ...usual, ...claims })}.AAAA`;
}
