import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { dnsEndpointCaPinned } from "./dns-endpoint-ca-pinned";
import { kubeconfigOf, says } from "./given/testing";

const server = "gke-0a1b-123456789012.europe-west1.gke.goog";
const pinned = kubeconfigOf({ server });
const open = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return dnsEndpointCaPinned.evaluate(healthySnapshot(replaced));
}

describe("dns-endpoint-ca-pinned", () => {
  it("fails with certainty for the cluster's own CA", () => {
    expect(evaluate({ kubeconfig: pinned })).toMatchObject({ status: "fail", certainty: "certain" });
  });

  it.each([
    { errorText: { given: false } as const, certainty: "likely" },
    { errorText: says("tls-unknown-ca"), certainty: "certain" },
  ])("is $certainty for another CA, depending on the error text", ({ errorText, certainty }) => {
    const kubeconfig = kubeconfigOf({ server, caSha256: "bb".repeat(32) });
    expect(evaluate({ kubeconfig, errorText })).toMatchObject({ status: "fail", certainty });
  });

  it("offers a new kubeconfig only when the DNS endpoint is open", () => {
    expect(evaluate({ kubeconfig: pinned })?.remedies).toEqual([{ id: "repair-kubeconfig", params: {} }]);
    expect(evaluate({ kubeconfig: pinned, cluster: open })?.remedies).toEqual([
      { id: "get-credentials", params: { endpoint: "dns" } },
      { id: "repair-kubeconfig", params: {} },
    ]);
  });

  it.each(["http-401", "http-403", "dns-endpoint-forbidden"] as const)(
    "passes when %s shows that TLS worked",
    (cause) => {
      expect(evaluate({ kubeconfig: pinned, errorText: says(cause) })).toMatchObject({ status: "pass" });
    },
  );

  it("is not swayed by a text that something else may explain", () => {
    const kubeconfig = kubeconfigOf({ server, caSha256: "bb".repeat(32) });
    expect(evaluate({ kubeconfig, errorText: says(["dns-endpoint-forbidden", "captive-portal"]) })).toMatchObject({
      status: "fail",
      certainty: "likely",
    });
    expect(evaluate({ kubeconfig, errorText: says(["tls-unknown-ca", "proxy-untrusted"]) })).toMatchObject({
      certainty: "likely",
    });
  });

  it("passes without a pinned CA", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ server, caSha256: null }) })).toMatchObject({ status: "pass" });
  });

  it.each([
    ["no kubeconfig", { given: false } as const],
    ["an IP endpoint", kubeconfigOf()],
    ["no server", kubeconfigOf({ server: null })],
    ["a name that only resembles it", kubeconfigOf({ server: "gke.goog.corp.example" })],
  ])("does not apply to %s, and waits for nothing", (_, kubeconfig) => {
    expect(evaluate({ kubeconfig, cluster: undefined })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the cluster when it fails, and does without it", () => {
    expect(evaluate({ kubeconfig: pinned, cluster: undefined })).toBeUndefined();
    expect(evaluate({ kubeconfig: pinned, cluster: unobserved("timed-out", "no answer") })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [{ id: "repair-kubeconfig", params: {} }],
    });
  });
});
