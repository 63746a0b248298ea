import { describe, expect, it } from "vitest";
import { errorFromBody, toGoogleError } from "./google-error";

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

  it("reads the reason out of ErrorInfo", () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "SERVICE_DISABLED" }];
    expect(errorFromBody(403, { error: { message: "off", details } }).reason).toBe("api-disabled");
  });

  it("never carries a token on", () => {
    expect(toGoogleError(new Error("bad header Bearer ya29.canary-secret")).message).not.toContain("canary-secret");
  });
});
