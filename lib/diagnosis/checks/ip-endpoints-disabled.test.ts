import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { ipEndpointsDisabled } from "./ip-endpoints-disabled";

const ipOff = {
  ipEnabled: false,
  public: { enabled: false, address: null },
  private: { enabled: false, address: null },
};
const cluster = clusterView({ endpoints: { ...ipOff, dns: { allowExternalTraffic: true } } });
const dnsHost = "gke-0a1b-123456789012.europe-west1.gke.goog";
const dns: FactValues["target"] = { kind: "dns", host: dnsHost, chosenBy: "vantage", why: "" };
const none: FactValues["target"] = { kind: "private", host: "", chosenBy: "request", why: "" };

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return ipEndpointsDisabled.evaluate(healthySnapshot(replaced));
}

describe("ip-endpoints-disabled", () => {
  it("passes while the IP endpoints are on, and does not apply to the DNS endpoint", () => {
    expect(evaluate({})).toMatchObject({ status: "pass" });
    expect(evaluate({ target: dns })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ cluster, target: dns })).toMatchObject({ status: "not-applicable" });
  });

  it("fails when an IP endpoint was asked for", () => {
    expect(evaluate({ cluster, target: none })).toMatchObject({
      status: "fail",
      bases: ["configuration"],
      remedies: [{ id: "get-credentials", params: { endpoint: "dns" } }],
    });
  });

  it("opens the DNS endpoint first when that is closed as well", () => {
    const closed = clusterView({ endpoints: ipOff });
    expect(evaluate({ cluster: closed, target: none })?.remedies).toEqual([{ id: "open-dns-endpoint", params: {} }]);
  });

  it("fails when gcloud said so", () => {
    const errorText = says("gcloud-ip-endpoints-disabled");
    expect(evaluate({ cluster, target: dns, errorText })).toMatchObject({
      status: "fail",
      bases: ["configuration", "error-text"],
    });
    expect(evaluate({ errorText })).toMatchObject({ status: "pass" });
  });

  it.each([
    { server: "34.78.1.2", status: "fail" },
    { server: "172.16.0.2:443", status: "fail" },
    { server: dnsHost, status: "not-applicable" },
    { server: "localhost:8443", status: "not-applicable" },
    { server: "127.0.0.1:8443", status: "not-applicable" },
    { server: "kube.corp.example", status: "not-applicable" },
  ])("is $status for a kubeconfig that connects to $server", ({ server, status }) => {
    expect(evaluate({ cluster, target: dns, kubeconfig: kubeconfigOf({ server }) })).toMatchObject({ status });
  });

  it("does not blame an address at which an API server answered", () => {
    const kubeconfig = kubeconfigOf({ server: "10.0.0.5" });
    const finding = evaluate({ cluster, target: dns, kubeconfig, errorText: says("http-401") });
    expect(finding).toMatchObject({ status: "not-applicable" });
  });

  it("needs no caller and no probe", () => {
    const finding = evaluate({ cluster, target: none, caller: undefined, dns: undefined, tcp: undefined });
    expect(finding).toMatchObject({ status: "fail" });
  });
});
