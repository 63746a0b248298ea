import { describe, expect, it } from "vitest";
import { type Action, authorise, authoriseProbe } from "./authorise";
import type { Identity } from "./identity";
import { loopbackIdentity } from "./loopback";
import { publicSites } from "./sites";

const local = loopbackIdentity(["drawbridge-admins"]);
const somebody: Identity = {
  kind: "iap",
  sites: publicSites(["https://drawbridge.corp.example", "https://drawbridge.corp.example:8443"]),
  authenticate: async () => ({ kind: "iap", id: "ana@corp.example", name: "Ana", groups: [] }),
};

const here = { host: "localhost:3000" };
const there = { host: "drawbridge.corp.example" };

const ask = (identity: Identity, action: Action, headers: Record<string, string>) =>
  authorise({ headers: new Headers(headers) } as unknown as Request, action, identity);
const refusal = expect.objectContaining({ details: expect.objectContaining({ status: 403 }) });

describe("authorise", () => {
  it.each([
    ["a command-line client that reads", local, "read", here],
    ["a command-line client that diagnoses", local, "diagnose", here],
    ["our own page", local, "diagnose", { ...here, origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }],
    [
      "our own page that changes something",
      local,
      "mutate",
      { ...here, origin: "http://localhost:3000", "x-drawbridge": "1" },
    ],
    ["a person who typed the address", local, "diagnose", { ...here, "sec-fetch-site": "none" }],
    ["the other loopback names", local, "read", { host: "127.0.0.1:3000" }],
    ["a public name", somebody, "read", there],
    ["a public name in capitals and with its port", somebody, "read", { host: "Drawbridge.Corp.Example:443" }],
    [
      "a page of a public name",
      somebody,
      "mutate",
      { ...there, origin: "https://drawbridge.corp.example", "x-drawbridge": "1" },
    ],
    [
      "a page of another public name of ours",
      somebody,
      "diagnose",
      { ...there, origin: "https://drawbridge.corp.example:8443" },
    ],
    [
      "a page of another site that only reads, whose browser keeps the answer from it",
      somebody,
      "read",
      { ...there, origin: "https://evil.example" },
    ],
  ] as const)("lets in %s", async (_, identity, action, headers) => {
    expect(await ask(identity, action, headers)).toEqual(await identity.authenticate(new Headers()));
  });

  it.each([
    ["a rebound DNS name", local, "read", { host: "evil.example:3000" }],
    ["a host that only begins well", local, "read", { host: "localhost.evil.example" }],
    ["no host", local, "read", {}],
    ["a page of another origin", local, "diagnose", { ...here, origin: "https://evil.example" }],
    ["another port of this machine", local, "diagnose", { ...here, origin: "http://localhost:4000" }],
    ["an opaque origin", local, "diagnose", { ...here, origin: "null" }],
    ["a page of another site", local, "diagnose", { ...here, "sec-fetch-site": "cross-site" }],
    ["a page of the same site", local, "diagnose", { ...here, "sec-fetch-site": "same-site" }],
    ["a change without our header", local, "mutate", { ...here, origin: "http://localhost:3000" }],
    ["a change with another value of it", local, "mutate", { ...here, "x-drawbridge": "true" }],
    [
      "a change with our header and another origin",
      local,
      "mutate",
      { ...here, origin: "https://evil.example", "x-drawbridge": "1" },
    ],
    ["loopback where there is a public name", somebody, "read", here],
    ["the public name on a port that is not ours", somebody, "read", { host: "drawbridge.corp.example:444" }],
    ["a public name with something in front", somebody, "read", { host: "x@drawbridge.corp.example" }],
    ["a public name with a path", somebody, "read", { host: "drawbridge.corp.example/x" }],
    [
      "an unencrypted page of the public name",
      somebody,
      "diagnose",
      { ...there, origin: "http://drawbridge.corp.example" },
    ],
    [
      "a page below the public name",
      somebody,
      "mutate",
      { ...there, origin: "https://x.drawbridge.corp.example", "x-drawbridge": "1" },
    ],
    ["a forwarded host", somebody, "read", { ...here, "x-forwarded-host": "drawbridge.corp.example" }],
  ] as const)("refuses %s", async (_, identity, action, headers) => {
    const asked = { ...identity, authenticate: () => Promise.reject(new Error("must not be asked")) };
    await expect(ask(asked, action, headers)).rejects.toThrow(refusal);
  });

  it("leaves who it is to the identity", async () => {
    const nobody = { ...somebody, authenticate: () => Promise.reject(new Error("nobody")) };
    await expect(ask(nobody, "read", there)).rejects.toThrow("nobody");
  });
});

describe("authoriseProbe", () => {
  it("takes any name where there is a public one, and only this machine's elsewhere", () => {
    expect(() => authoriseProbe("10.8.0.7:3000", somebody.sites)).not.toThrow();
    expect(() => authoriseProbe("localhost:3000", local.sites)).not.toThrow();
    expect(() => authoriseProbe("10.8.0.7:3000", local.sites)).toThrow(refusal);
  });
});
