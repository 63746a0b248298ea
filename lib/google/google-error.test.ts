import { describe, expect, it } from "vitest";
import { errorFromBody, toGoogleError } from "./google-error";

function coded(code: string | number): Error {
  return Object.assign(new Error("beneath"), { code });
}

describe("toGoogleError", () => {
  it.each([
    [{ code: 5, details: "Not found: projects/p/locations/l/clusters/c." }, "not-found"],
    [{ code: 7, details: 'Required "container.clusters.get" permission(s) for "projects/p".' }, "permission-denied"],
    [{ code: 7, reason: "SERVICE_DISABLED", details: "Kubernetes Engine API has not been used" }, "api-disabled"],
    [{ code: 16, details: "Request had invalid authentication credentials." }, "unauthenticated"],
    [{ code: 8, details: "Quota exceeded" }, "rate-limited"],
    [{ code: 3, details: "Invalid value" }, "invalid-argument"],
    [{ code: 10, message: "etag" }, "aborted"],
    [{ code: 9, message: "Master authorized networks must be enabled." }, "failed-precondition"],
    [{ code: 4, details: "Deadline exceeded" }, "timed-out"],
    [{ code: 14, details: "connect ECONNREFUSED" }, "unavailable"],
    [{ code: 403, message: "vpcServiceControlsUniqueIdentifier: abc" }, "perimeter-denied"],
    [new Error("Could not load the default credentials."), "unauthenticated"],
    [new TypeError("fetch failed"), "unavailable"],
  ])("reads %j as %s", (error, reason) => {
    expect(toGoogleError(error)).toMatchObject({ reason });
  });

  it.each([
    "Cluster is running incompatible operation operation-1700-ab.",
    "Operation operation-1700-ab is currently upgrading cluster C. Please wait and try again once it is done.",
  ])("names the operation that is in the way: %s", (message) => {
    expect(toGoogleError({ code: 9, message })).toMatchObject({ reason: "busy", operation: "operation-1700-ab" });
  });

  it("knows a busy cluster by its reason alone", () => {
    const error = toGoogleError({ code: 9, reason: "CLUSTER_ALREADY_HAS_OPERATION", message: "Wait." });
    expect(error).toMatchObject({ reason: "busy", operation: undefined });
  });

  it("names the permission that Google names", () => {
    const message = 'Required "container.clusters.get" permission(s) for "projects/p/locations/l/clusters/c".';
    expect(errorFromBody(403, { error: { code: 403, message } })).toMatchObject({
      reason: "permission-denied",
      permission: "container.clusters.get",
    });
  });

  it.each([
    [403, undefined, "invalid-answer"],
    [404, { error: "not found" }, "invalid-answer"],
    [500, undefined, "unavailable"],
    [503, "<html>", "unavailable"],
  ])("a body of %i that is not Google's (%j) is %s", (status, body, reason) => {
    expect(errorFromBody(status, body)).toMatchObject({ reason });
  });

  it("reads the reason out of ErrorInfo", () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "SERVICE_DISABLED" }];
    expect(errorFromBody(403, { error: { message: "off", details } }).reason).toBe("api-disabled");
  });

  it.each([
    [
      "a page with 404",
      { code: 5, message: "Error response from RPC GetCluster with status 404 could not be decoded: <html>" },
    ],
    ["a page with 403", { code: 7, message: "<!doctype html><html>blocked</html>", cause: coded(403) }],
    ["another JSON with 403", { code: 7, message: '{"blocked":true}', cause: coded(403) }],
    ["a page with 200", { code: 14, message: "Unexpected token '<', \"<html>\" is not valid JSON" }],
    ["nothing with 200", { code: 14, message: "Received null response from RPC GetCluster" }],
    [
      "a redirect, by gaxios",
      { code: 14, message: "uri requested responds with a redirect, redirect mode is set to error" },
    ],
    ["a redirect, by fetch", new TypeError("fetch failed", { cause: new Error("unexpected redirect") })],
    ["a form that is not documented", Object.assign(new Error("[]"), { name: "ZodError" })],
  ])("takes %s for no answer of Google's", (_, error) => {
    expect(toGoogleError(error)).toMatchObject({ reason: "invalid-answer" });
    expect(toGoogleError(error).message).not.toMatch(/html|blocked|\[\]/);
  });

  it.each([
    [
      "a page with 502",
      { code: 13, message: "Error response from RPC X with status 502 could not be decoded" },
      "HTTP 502",
    ],
    ["INTERNAL", { code: 13, details: "Internal error" }, "Internal error"],
    [
      "a refused connection",
      { code: 14, message: "request to http://x failed", cause: coded("ECONNREFUSED") },
      "ECONNREFUSED",
    ],
    ["a broken connection", new TypeError("terminated", { cause: coded("UND_ERR_SOCKET") }), "UND_ERR_SOCKET"],
  ])("takes %s for unavailable, and says so", (_, error, words) => {
    expect(toGoogleError(error)).toMatchObject({ reason: "unavailable", message: expect.stringContaining(words) });
  });

  it("knows its own error of another copy of this module", () => {
    const copied = Object.assign(new Error("gone"), { name: "GoogleError", reason: "not-found" });
    expect(toGoogleError(copied)).toBe(copied);
  });

  it("never carries a token on", () => {
    expect(toGoogleError(new Error("bad header Bearer ya29.canary-secret")).message).not.toContain("canary-secret");
  });
});
