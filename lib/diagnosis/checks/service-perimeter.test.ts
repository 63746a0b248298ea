import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { servicePerimeter } from "./service-perimeter";

const message = "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: 4xU0M2tK";
const denied: FactValues["clusterLookup"] = { outcome: "perimeter-denied", message };
const unread = unobserved("needs-another-fact", message);
const target: FactValues["target"] = { kind: "dns", host: "gke-x.europe-west1.gke.goog", chosenBy: "request", why: "" };
const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;

function answering(status: number, text: string): FactValues["http"] {
  return { answers: [{ path: "/readyz", status, body: "other", message: text }], version: null };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return servicePerimeter.evaluate(healthySnapshot({ http: undefined, ...replaced }));
}

describe("service-perimeter", () => {
  it("is likely when the error text names it, even when nothing else is known yet", () => {
    const finding = evaluate({ errorText: says("vpc-service-controls"), clusterLookup: undefined, cluster: undefined });
    expect(finding).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["error-text"],
      remedies: [{ id: "allow-in-perimeter", params: {} }],
    });
  });

  it.each([
    ["gcloud's refusal", says("gcloud-permission-denied")],
    ["the front end's page", says("dns-endpoint-forbidden")],
  ])("is likely when a perimeter refused Drawbridge, with %s", (_, errorText) => {
    expect(evaluate({ clusterLookup: denied, cluster: unread, target: unread, errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["configuration", "error-text"],
      evidence: [{ observed: message }, { label: "Your error text" }],
    });
  });

  it("does not know of the person when it refused Drawbridge alone", () => {
    expect(evaluate({ clusterLookup: denied, cluster: unread, target: unread })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "clusterLookup", reason: "permission-denied" }],
    });
    expect(evaluate({ request: server, clusterLookup: denied, cluster: unread })).toMatchObject({ status: "unknown" });
  });

  it.each([
    ["a public caller", {}, ["allow-in-perimeter"]],
    ["a caller whose address no access level can hold", { address: "10.1.2.3", scope: "private" } as const, []],
  ])("offers an access level to %s, and waits for the caller", (_, differences, remedies) => {
    const office = { address: "81.92.200.7", family: "ipv4", scope: "public", source: "load-balancer" } as const;
    const errorText = says("vpc-service-controls");
    const finding = evaluate({ errorText, caller: { ...office, ...differences } });
    expect(finding?.remedies.map(({ id }) => id)).toEqual(remedies);
    expect(evaluate({ errorText, caller: undefined })).toBeUndefined();
  });

  it("does not blame it for an error of another kind", () => {
    expect(evaluate({ clusterLookup: denied, cluster: unread, errorText: says("tcp-timeout") })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("does not apply to a browser without any sign of it, and waits for no probe", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ clusterLookup: undefined })).toBeUndefined();
    expect(evaluate({ clusterLookup: unobserved("timed-out", "8 s") })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { http: answering(403, message), status: "fail" },
    { http: answering(403, "an HTML page"), status: "pass" },
    { http: answering(200, message), status: "pass" },
    { http: unobserved("needs-another-fact", "no TLS"), status: "not-applicable" },
  ])("reads the answer that this server got at the DNS endpoint: $status", ({ http, status }) => {
    expect(evaluate({ request: server, target, http })).toMatchObject({ status });
  });

  it("waits for that answer only at the DNS endpoint", () => {
    expect(evaluate({ request: server, target })).toBeUndefined();
    expect(evaluate({ request: server, target: undefined })).toBeUndefined();
    expect(evaluate({ request: server })).toMatchObject({ status: "not-applicable" });
  });
});
