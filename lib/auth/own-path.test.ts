import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path";

const origin = "https://drawbridge.corp.example";

describe("ownPath", () => {
  it.each([
    ["/", "/"],
    ["/history?cluster=a%20b", "/history?cluster=a%20b"],
    ["/diagnoses/x#part", "/diagnoses/x"],
    ["/a/../access", "/access"],
  ])("keeps %s", (next, path) => expect(ownPath(next, origin)).toBe(path));

  it.each([
    null,
    "",
    "history",
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "/\n/evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "http:/history",
    "/api/auth/login",
    "/x/../api/auth/login?next=/",
  ])("sends %j to the start", (next) => expect(ownPath(next, origin)).toBe("/"));

  it("never leads away, however a browser reads it", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "\t",
      "\n",
      "@",
      ":",
      "evil.example",
      "https:",
      "?",
      "#",
      "%2f",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = ownPath(`/${pieces.join("")}`, origin);
        expect(new URL(path, origin).origin).toBe(origin);
      }),
      { numRuns: 2_000 },
    );
  });
});
