import { describe, expect, it } from "vitest";
import { principalOfClaims } from "./oidc-principal";

const verified = { sub: "7", email: "Ana@Corp.example", email_verified: true };

describe("principalOfClaims", () => {
  it.each<[string, object, string]>([
    ["a verified address", verified, "ana@corp.example"],
    ["one that is verified as text", { ...verified, email_verified: "true" }, "ana@corp.example"],
    ["one that is not verified", { ...verified, email_verified: false }, "oidc:7"],
    ["one of which nobody says so", { sub: "7", email: "ana@corp.example" }, "oidc:7"],
    ["one that is verified by another word", { ...verified, email_verified: "yes" }, "oidc:7"],
    ["something that is no address", { ...verified, email: "ana" }, "oidc:7"],
    ["a list of addresses", { ...verified, email: ["chris@corp.example"] }, "oidc:7"],
    ["no address", { sub: "7" }, "oidc:7"],
    ["a subject that looks like an address", { sub: "chris@corp.example" }, "oidc:chris@corp.example"],
  ])("the id of %s", (_, claims, id) => {
    expect(principalOfClaims({ ...claims }, "groups").id).toBe(id);
  });

  it.each<[string, object, string]>([
    ["their name", { ...verified, name: "Ana A." }, "Ana A."],
    ["their address without one", { ...verified, name: " " }, "Ana@Corp.example"],
    ["their id, not an address that is anybody's", { sub: "7", email: "chris@corp.example" }, "oidc:7"],
    ["their id without both", { sub: "7" }, "oidc:7"],
  ])("people are shown by %s", (_, claims, name) => {
    expect(principalOfClaims({ ...claims }, "groups").name).toBe(name);
  });

  it.each<[string, unknown, readonly string[]]>([
    ["a list", ["a", "b"], ["a", "b"]],
    ["one text", "a", ["a"]],
    ["a list with other things", ["a", 1, null, { b: 1 }], ["a"]],
    ["nothing", undefined, []],
    ["an object", { a: true }, []],
  ])("groups from %s", (_, given, groups) => {
    expect(principalOfClaims({ ...verified, "https://corp/groups": given }, "https://corp/groups").groups).toEqual(
      groups,
    );
  });
});
