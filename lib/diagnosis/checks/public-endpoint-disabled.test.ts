import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { publicEndpointDisabled } from "./public-endpoint-disabled";

const off = clusterView({
  endpoints: { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" },
});
const privateTarget: FactValues["target"] = { kind: "private", host: "172.16.0.2", chosenBy: "vantage", why: "" };
const publicTarget: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "request", why: "" };

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return publicEndpointDisabled.evaluate(healthySnapshot(replaced));
}

describe("public-endpoint-disabled", () => {
  it("passes while the public endpoint is on, and does not apply to others", () => {
    expect(evaluate({})).toMatchObject({ status: "pass", bases: ["configuration"] });
    expect(evaluate({ target: privateTarget })).toMatchObject({ status: "not-applicable" });
  });

  it("fails when the public endpoint was asked for and is off", () => {
    expect(evaluate({ cluster: off, target: publicTarget })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "certain",
      bases: ["configuration"],
      summary: "The public endpoint of analytics-private is off. Nothing answers at its old address 34.78.1.2.",
      remedies: [{ id: "open-dns-endpoint" }, { id: "use-private-network" }, { id: "enable-public-endpoint" }],
    });
  });

  it("shows the kubeconfig's server when that is the old address", () => {
    const finding = evaluate({
      cluster: off,
      target: publicTarget,
      kubeconfig: kubeconfigOf({ server: "34.78.1.2:443" }),
    });
    expect(finding).toMatchObject({ status: "fail", bases: ["configuration", "kubeconfig"] });
  });

  it("is only advice for the kubeconfig when another endpoint was asked for", () => {
    expect(evaluate({ cluster: off, target: privateTarget, kubeconfig: kubeconfigOf() })).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it("blocks when the error text names the old address, whatever the target is", () => {
    const errorText = says("tcp-timeout", { host: "34.78.1.2" });
    expect(evaluate({ cluster: off, target: privateTarget, errorText })).toMatchObject({
      status: "fail",
      severity: "blocking",
      bases: ["configuration", "error-text"],
    });
  });

  it.each([
    ["another address in the kubeconfig", { kubeconfig: kubeconfigOf({ server: "34.78.1.3" }) }],
    ["another address in the error", { errorText: says("tcp-timeout", { host: "34.78.1.3" }) }],
    ["nothing given", {}],
  ])("does not apply to another target with %s", (_, given) => {
    expect(evaluate({ cluster: off, target: privateTarget, ...given })).toMatchObject({ status: "not-applicable" });
  });

  it("leaves it to ip-endpoints-disabled when all IP endpoints are off", () => {
    const cluster = clusterView({ endpoints: { ipEnabled: false, public: { enabled: false, address: null } } });
    expect(evaluate({ cluster, target: publicTarget })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the caller only to choose the remedies of a failure", () => {
    expect(evaluate({ caller: undefined })).toMatchObject({ status: "pass" });
    expect(evaluate({ cluster: off, target: publicTarget, caller: undefined })).toBeUndefined();
    const caller = unobserved("timed-out", "no echo answered");
    expect(evaluate({ cluster: off, target: publicTarget, caller })).toMatchObject({ status: "fail" });
  });

  it("sends a caller inside the network to the private endpoint", () => {
    const caller: FactValues["caller"] = { address: "10.1.2.3", family: "ipv4", scope: "private", source: "typed" };
    expect(evaluate({ cluster: off, target: publicTarget, caller })?.remedies).toEqual([
      { id: "get-credentials", params: { endpoint: "private" } },
      { id: "open-dns-endpoint", params: {} },
    ]);
  });

  it("is unknown when the cluster could not be read", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get on corp-data-prod");
    expect(evaluate({ cluster })).toMatchObject({ status: "unknown", missing: [{ fact: "cluster" }] });
  });

  it("does not know of an endpoint that is on and has no address yet", () => {
    const cluster = clusterView({ endpoints: { public: { enabled: true, address: null } } });
    expect(evaluate({ cluster, target: { ...publicTarget, host: "" } })).toMatchObject({ status: "unknown" });
    expect(evaluate({ cluster, target: privateTarget })).toMatchObject({ status: "not-applicable" });
  });

  it("takes no answer at the old address for a sign that the endpoint is off", () => {
    const errorText = says("http-401", { host: "34.78.1.2" });
    expect(evaluate({ cluster: off, target: privateTarget, errorText })).toMatchObject({ status: "not-applicable" });
  });
});
