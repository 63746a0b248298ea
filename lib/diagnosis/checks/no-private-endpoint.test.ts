import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { noPrivateEndpoint } from "./no-private-endpoint";

const none = clusterView({ endpoints: { private: { enabled: false, address: null } } });
const target: FactValues["target"] = { kind: "private", host: "", chosenBy: "request", why: "" };

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return noPrivateEndpoint.evaluate(healthySnapshot(replaced));
}

describe("no-private-endpoint", () => {
  it("fails when the private endpoint was asked for and there is none", () => {
    expect(evaluate({ cluster: none, target })).toMatchObject({
      status: "fail",
      bases: ["configuration"],
      evidence: [{ label: "Private endpoint", observed: "none" }],
      remedies: [{ id: "get-credentials", params: { endpoint: "public" } }, { id: "open-dns-endpoint" }],
    });
  });

  it.each(["gcloud-not-private", "gcloud-no-private-endpoint"] as const)("fails when gcloud said %s", (cause) => {
    expect(evaluate({ cluster: none, errorText: says(cause) })).toMatchObject({
      status: "fail",
      severity: "blocking",
      bases: ["configuration", "error-text"],
    });
  });

  it("passes when there is one, even if gcloud once said otherwise", () => {
    expect(evaluate({ target })).toMatchObject({ status: "pass", summary: "The private endpoint is 172.16.0.2." });
    expect(evaluate({ errorText: says("gcloud-not-private") })).toMatchObject({ status: "pass" });
  });

  it("does not apply when nobody asked for it", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ cluster: none })).toMatchObject({ status: "not-applicable" });
  });

  it("leaves it to ip-endpoints-disabled when all IP endpoints are off", () => {
    const cluster = clusterView({ endpoints: { ipEnabled: false, private: { enabled: false, address: null } } });
    expect(evaluate({ cluster, target })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the caller only when it fails", () => {
    expect(evaluate({ target, caller: undefined })).toMatchObject({ status: "pass" });
    expect(evaluate({ cluster: none, target, caller: undefined })).toBeUndefined();
  });
});
