import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oidcIdentity } from "./oidc";
import { publicSites } from "./sites";

const host = "drawbridge.corp.example";
const clientSecret = "a secret of the client that is long enough";

/** A provider that answers every code with the token it is told to. */
let issuer = "";
let idToken = "";
let published: object;
const server = createServer((request, response) => {
  const answers: Readonly<Record<string, object>> = {
    "/.well-known/openid-configuration": {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ["ES256"],
    },
    "/token": { access_token: "x", token_type: "Bearer", expires_in: 60, id_token: idToken },
    "/keys": published,
  };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(answers[request.url ?? ""]));
});

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let others: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  [keys, others] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k", alg: "ES256", use: "sig" }] };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

type Made = (claims: JWTPayload) => string | Promise<string>;
const signed: Made = (claims) =>
  new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k" }).sign(keys.privateKey);
const withClaims =
  (changes: JWTPayload): Made =>
  (claims) =>
    signed({ ...claims, ...changes });

/** Signs in, with the token that `make` makes of what would be right. */
async function signIn(make: Made): Promise<Response> {
  const { signIn: flow } = oidcIdentity({
    issuer: new URL(issuer),
    clientId: "drawbridge",
    clientSecret,
    scopes: ["openid"],
    groupsClaim: "groups",
    sessionSecret: "a secret of at least thirty-two bytes",
    sites: publicSites([`https://${host}`]),
    now: () => new Date(),
    failed: () => undefined,
    signedIn: () => undefined,
  }) as Required<ReturnType<typeof oidcIdentity>>;
  const begun = await flow.begin(new Headers({ host }), "/");
  const asked = new URL(begun.headers.get("location") ?? "").searchParams;
  const now = Math.floor(Date.now() / 1_000);
  const right = { iss: issuer, aud: "drawbridge", sub: "7", iat: now, exp: now + 60, nonce: asked.get("nonce") ?? "" };
  idToken = await make(right);
  const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
  return flow.finish(new Headers({ host, cookie }), `?code=c&state=${asked.get("state")}`);
}

const hourAgo = () => Math.floor(Date.now() / 1_000) - 3_600;

describe("the ID token", () => {
  it("signs in when it is right", async () => {
    expect((await signIn(signed)).status).toBe(302);
  });

  it.each<[string, Made]>([
    ["of another sign-in", withClaims({ nonce: "another" })],
    ["without a nonce", ({ nonce: _, ...claims }) => signed(claims)],
    ["for another client", withClaims({ aud: "another" })],
    ["for several, and passed on by another", withClaims({ aud: ["drawbridge", "another"], azp: "another" })],
    ["of another provider", withClaims({ iss: "https://evil.example" })],
    ["that has ended", withClaims({ exp: hourAgo(), iat: hourAgo() - 60 })],
    ["of nobody", ({ sub: _, ...claims }) => signed(claims)],
    [
      "signed by another key",
      (claims) => new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k" }).sign(others.privateKey),
    ],
    ["that is not signed", (claims) => new UnsecuredJWT(claims).encode()],
    [
      "signed with the client's secret",
      (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(clientSecret)),
    ],
    ["with another payload under its signature", async (claims) => tampered(await signed(claims))],
    ["that is none", () => "x.y.z"],
  ])("%s is refused", async (_, make) => {
    const refused = expect.objectContaining({ details: expect.objectContaining({ status: 403 }) });
    await expect(signIn(make)).rejects.toThrow(refused);
  });
});

function tampered(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims: object = JSON.parse(Buffer.from(payload, "base64url").toString());
  return `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: "8" })).toString("base64url")}.${signature}`;
}
