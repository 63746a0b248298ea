import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { neverSent, toOpeningError, toStoreError } from "./query-error";
import { StoreError } from "./store-error";

const failure = (message: string, code?: string) => Object.assign(new Error(message), code ? { code } : {});
const secret = "canary-secret";

describe("toStoreError", () => {
  it.each([
    ["unavailable", failure("connect ECONNREFUSED", "ECONNREFUSED")],
    ["unavailable", failure("Connection terminated unexpectedly")],
    ["unavailable", failure("timeout exceeded when trying to connect")],
    ["unavailable", failure("terminating connection due to administrator command", "57P01")],
    ["unavailable", failure("sorry, too many clients already", "53300")],
    ["unavailable", failure("cannot execute INSERT in a read-only transaction", "25006")],
    ["unavailable", failure("could not extend file", "53100")],
    ["query-failed", failure("canceling statement due to statement timeout", "57014")],
    ["query-failed", failure("relation does not exist", "42P01")],
    ["closed", failure("Cannot use a pool after calling end on the pool")],
    ["query-failed", new TypeError("Do not know how to serialize a BigInt")],
  ])("says %s for: %s", (reason, error) => {
    const wrapped = new DrizzleQueryError("insert", [secret], error);
    for (const thrown of [error, wrapped]) {
      const result = toStoreError(thrown);
      expect(result.reason).toBe(reason);
      expect(result.message).not.toContain(secret);
      expect(result.cause).toBeUndefined();
    }
  });

  it.each(["22P02", "23505"])("does not quote the value that %s complains about", (code) => {
    expect(toStoreError(failure(`invalid input: "${secret}"`, code)).message).not.toContain(secret);
  });

  it("passes a StoreError on", () => {
    const error = new StoreError("duplicate-id", "there");
    expect(toStoreError(error)).toBe(error);
  });
});

describe("toOpeningError", () => {
  it.each([
    ["server-denied", failure('password authentication failed for user "drawbridge"', "28P01")],
    ["server-denied", failure("no pg_hba.conf entry", "28000")],
    ["server-denied", failure("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string")],
    ["server-denied", failure('database "x" does not exist', "3D000")],
    ["server-denied", failure("permission denied for schema public", "42501")],
    ["server-denied", failure("cannot execute CREATE TABLE in a read-only transaction", "25006")],
    ["server-unreachable", failure("connect ECONNREFUSED 127.0.0.1:1", "ECONNREFUSED")],
    ["server-unreachable", failure("getaddrinfo ENOTFOUND nowhere", "ENOTFOUND")],
    ["server-unreachable", failure("the database system is starting up", "57P03")],
    ["server-unreachable", failure("self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["migration-failed", failure('relation "reports" already exists', "42P07")],
  ])("says %s for: %s", (reason, error) => {
    const result = toOpeningError(error, "The server at db:5432");
    expect(result.reason).toBe(reason);
    expect(result.message).toMatch(/^The server at db:5432/);
  });
});

describe("neverSent", () => {
  it.each([
    ["ECONNREFUSED", true],
    ["ENOENT", true],
    ["57P03", true],
    ["ECONNRESET", false],
    ["57P01", false],
    ["23505", false],
  ])("%s: %s", (code, expected) => {
    expect(neverSent(failure("", code))).toBe(expected);
  });
});
