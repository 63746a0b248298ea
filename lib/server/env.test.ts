import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

const projects = { DRAWBRIDGE_PROJECTS: "corp-data-prod, corp-data-dev" };
const sandbox = {
  ...projects,
  DRAWBRIDGE_SANDBOX_URL: "http://127.0.0.1:4001",
  DRAWBRIDGE_GOOGLE_ENDPOINT: "http://127.0.0.1:4000/",
};

const read = (settings: Record<string, string>) => () => readEnv(settings as unknown as NodeJS.ProcessEnv);

describe("readEnv", () => {
  it("needs nothing but the projects to work on Google", () => {
    expect(read(projects)()).toMatchObject({
      DRAWBRIDGE_PROJECTS: ["corp-data-prod", "corp-data-dev"],
      DRAWBRIDGE_TRUSTED_HOPS: 0,
    });
  });

  it("takes one half of Drawbridge alone, with a PostgreSQL server", () => {
    const settings = { ...projects, DRAWBRIDGE_ROLE: "applier", DATABASE_URL: "postgres://db/drawbridge" };
    expect(read(settings)()).toMatchObject({ DRAWBRIDGE_ROLE: "applier" });
    expect(read(projects)()).toMatchObject({ DRAWBRIDGE_ROLE: "all", DRAWBRIDGE_LOCAL_GROUPS: ["drawbridge-admins"] });
  });

  it("accepts the sandbox on this machine", () => {
    expect(read(sandbox)()).toMatchObject({ DRAWBRIDGE_SANDBOX_URL: "http://127.0.0.1:4001" });
  });

  it.each([
    ["no projects", {}, "DRAWBRIDGE_PROJECTS"],
    [
      "a sandbox whose Google is Google",
      { ...projects, DRAWBRIDGE_SANDBOX_URL: "http://127.0.0.1:1" },
      "never talks to Google",
    ],
    [
      "a sandbox endpoint elsewhere",
      { ...sandbox, DRAWBRIDGE_GOOGLE_ENDPOINT: "https://container.googleapis.com/" },
      "never talks to Google",
    ],
    ["an unencrypted Google", { ...projects, DRAWBRIDGE_GOOGLE_ENDPOINT: "http://proxy.corp/" }, "not encrypted"],
    ["an endpoint without its slash", { ...sandbox, DRAWBRIDGE_GOOGLE_ENDPOINT: "http://127.0.0.1:4000" }, "slash"],
    ["a port that is none", { ...projects, PORT: "70000" }, "PORT"],
    ["an odd proxy", { ...projects, DRAWBRIDGE_PROXY_URL: "ftp://x" }, "DRAWBRIDGE_PROXY_URL"],
    ["an odd echo", { ...projects, DRAWBRIDGE_ECHO_SERVERS: "mine=1.2.3.4" }, "DRAWBRIDGE_ECHO_SERVERS"],
    ["an odd role", { ...projects, DRAWBRIDGE_ROLE: "reader" }, "DRAWBRIDGE_ROLE"],
    ["a web half without the server where both meet", { ...projects, DRAWBRIDGE_ROLE: "web" }, "needs DATABASE_URL"],
    ["an applier without it", { ...projects, DRAWBRIDGE_ROLE: "applier" }, "needs DATABASE_URL"],
    ["an identity that is no service account", { ...projects, DRAWBRIDGE_IMPERSONATE: "ana@corp.example" }, "service"],
    ["an odd database", { ...projects, DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
  ])("refuses %s, and says which setting", (_, settings, message) => {
    expect(read(settings as Record<string, string>)).toThrow(message);
  });

  const iap = {
    ...projects,
    DRAWBRIDGE_AUTH: "iap",
    DRAWBRIDGE_PUBLIC_URL: "https://drawbridge.corp.example",
    DRAWBRIDGE_IAP_AUDIENCE: "/projects/1234/global/backendServices/5678",
  };
  const oidc = {
    ...projects,
    DRAWBRIDGE_AUTH: "oidc",
    DRAWBRIDGE_PUBLIC_URL: "https://drawbridge.corp.example, http://localhost:3000",
    DRAWBRIDGE_OIDC_ISSUER: "https://login.corp.example/realms/corp",
    DRAWBRIDGE_OIDC_CLIENT_ID: "drawbridge",
    DRAWBRIDGE_OIDC_CLIENT_SECRET: "s",
    DRAWBRIDGE_SESSION_SECRET: "x".repeat(32),
  };

  it("accepts people by Identity-Aware Proxy and by OpenID Connect, for other machines too", () => {
    expect(read({ ...iap, HOST: "0.0.0.0" })()).toMatchObject({
      DRAWBRIDGE_IAP_KEYS_URL: "https://www.gstatic.com/iap/verify/public_key-jwk",
      DRAWBRIDGE_IAP_DOMAIN: [],
    });
    expect(read({ ...oidc, HOST: "::" })()).toMatchObject({
      DRAWBRIDGE_PUBLIC_URL: ["https://drawbridge.corp.example", "http://localhost:3000"],
      DRAWBRIDGE_OIDC_SCOPES: ["openid", "email", "profile"],
    });
    expect(read({ ...projects, HOST: "::1" })()).toMatchObject({ DRAWBRIDGE_AUTH: "loopback" });
  });

  it("asks nothing of an applier, which answers no person", () => {
    const applier = { DRAWBRIDGE_ROLE: "applier", DATABASE_URL: "postgres://x", HOST: "0.0.0.0" };
    expect(read({ ...projects, ...applier })()).toMatchObject({ DRAWBRIDGE_ROLE: "applier" });
  });

  it.each([
    [
      "a local user on an open address",
      { ...projects, HOST: "0.0.0.0" },
      /HOST: 0\.0\.0\.0 would let other machines in/,
    ],
    ["a local user on one address", { ...projects, HOST: "10.0.0.7" }, /HOST/],
    ["an unknown way to know people", { ...projects, DRAWBRIDGE_AUTH: "none" }, /DRAWBRIDGE_AUTH/],
    ["IAP without an audience", { ...iap, DRAWBRIDGE_IAP_AUDIENCE: "" }, /DRAWBRIDGE_IAP_AUDIENCE: is required/],
    ["IAP with an odd audience", { ...iap, DRAWBRIDGE_IAP_AUDIENCE: "*" }, /DRAWBRIDGE_IAP_AUDIENCE: must look like/],
    ["IAP without a public address", { ...iap, DRAWBRIDGE_PUBLIC_URL: "" }, /DRAWBRIDGE_PUBLIC_URL: is required/],
    [
      "unencrypted keys",
      { ...iap, DRAWBRIDGE_IAP_KEYS_URL: "http://keys.example/" },
      /DRAWBRIDGE_IAP_KEYS_URL: must begin with https/,
    ],
    [
      "keys on a host that only begins well",
      { ...iap, DRAWBRIDGE_IAP_KEYS_URL: "http://localhost.evil.example/" },
      /KEYS_URL/,
    ],
    [
      "an unencrypted public address",
      { ...iap, DRAWBRIDGE_PUBLIC_URL: "http://drawbridge.corp.example" },
      /DRAWBRIDGE_PUBLIC_URL: must/,
    ],
    [
      "a public address with a path",
      { ...iap, DRAWBRIDGE_PUBLIC_URL: "https://corp.example/drawbridge" },
      /DRAWBRIDGE_PUBLIC_URL: must/,
    ],
    [
      "an audience, and nobody who looks at it",
      { ...iap, DRAWBRIDGE_AUTH: "", DRAWBRIDGE_PUBLIC_URL: "" },
      /DRAWBRIDGE_IAP_AUDIENCE: works only with DRAWBRIDGE_AUTH=iap/,
    ],
    [
      "a provider, and nobody who asks it",
      { ...iap, DRAWBRIDGE_OIDC_ISSUER: "https://x.example" },
      /DRAWBRIDGE_OIDC_ISSUER: works only/,
    ],
    [
      "OpenID Connect without its provider",
      { ...oidc, DRAWBRIDGE_OIDC_ISSUER: "" },
      /DRAWBRIDGE_OIDC_ISSUER: is required/,
    ],
    [
      "an unencrypted provider",
      { ...oidc, DRAWBRIDGE_OIDC_ISSUER: "http://login.corp.example" },
      /DRAWBRIDGE_OIDC_ISSUER: must/,
    ],
    [
      "OpenID Connect without a client",
      { ...oidc, DRAWBRIDGE_OIDC_CLIENT_ID: "" },
      /DRAWBRIDGE_OIDC_CLIENT_ID: is required/,
    ],
    [
      "OpenID Connect without a secret",
      { ...oidc, DRAWBRIDGE_SESSION_SECRET: "" },
      /DRAWBRIDGE_SESSION_SECRET: is required/,
    ],
    ["a secret of 31 bytes", { ...oidc, DRAWBRIDGE_SESSION_SECRET: "x".repeat(31) }, /at least 32 bytes/],
  ])("does not start with %s", (_, settings, message) => {
    expect(read(settings as Record<string, string>)).toThrow(message);
  });

  it("does not show a secret that it refuses", () => {
    expect(read({ ...oidc, DRAWBRIDGE_SESSION_SECRET: "hunter2" })).toThrow(/^(?![\s\S]*hunter2)/);
  });

  it("names every wrong setting at once", () => {
    expect(read({ PORT: "x", DRAWBRIDGE_TRUSTED_HOPS: "-1" })).toThrow(
      /DRAWBRIDGE_PROJECTS[\s\S]*DRAWBRIDGE_TRUSTED_HOPS[\s\S]*PORT/,
    );
  });
});
