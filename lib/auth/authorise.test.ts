import { describe, expect, it } from "vitest";
import { authorise } from "./authorise";

function request(headers: Record<string, string>): Request {
  return { headers: new Headers({ host: "localhost:3000", ...headers }) } as unknown as Request;
}

describe("authorise", () => {
  it.each([
    ["a command-line client that reads", "read", {}],
    ["a command-line client that diagnoses", "diagnose", {}],
    ["our own page", "diagnose", { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }],
    ["our own page that changes something", "mutate", { origin: "http://localhost:3000", "x-drawbridge": "1" }],
    ["the other loopback names", "read", { host: "127.0.0.1:3000" }],
  ] as const)("lets in %s", (_, action, headers) => {
    expect(authorise(request(headers), action)).toMatchObject({ kind: "local" });
  });

  it.each([
    ["a rebound DNS name", "read", { host: "evil.example:3000" }],
    ["a page of another origin", "diagnose", { origin: "https://evil.example" }],
    ["another port of this machine", "diagnose", { origin: "http://localhost:4000" }],
    ["an opaque origin", "diagnose", { origin: "null" }],
    ["a page of another site", "diagnose", { "sec-fetch-site": "cross-site" }],
    ["a change without our header", "mutate", { origin: "http://localhost:3000" }],
  ] as const)("refuses %s", (_, action, headers) => {
    expect(() => authorise(request(headers), action)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ status: 403 }) }),
    );
  });
});
