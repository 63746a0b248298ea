import { describe, expect, it } from "vitest";
import { healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { authProviderRemoved } from "./auth-provider-removed";
import { kubeconfigOf, says } from "./given/testing";

const legacy = kubeconfigOf({ execCommandBasename: "auth-provider:gcp" });

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return authProviderRemoved.evaluate(healthySnapshot(replaced));
}

describe("auth-provider-removed", () => {
  it("fails for the legacy stanza, as likely: kubectl's version is not known", () => {
    expect(evaluate({ kubeconfig: legacy })).toMatchObject({
      status: "fail",
      certainty: "likely",
      severity: "blocking",
      remedies: [
        { id: "get-credentials", params: { endpoint: "public" } },
        { id: "install-auth-plugin", params: {} },
      ],
    });
  });

  it("is certain when kubectl says so", () => {
    expect(evaluate({ errorText: says("auth-provider-removed") })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["error-text"],
    });
    expect(evaluate({ errorText: says("auth-provider-removed"), kubeconfig: legacy })).toMatchObject({
      bases: ["error-text", "kubeconfig"],
    });
  });

  it("is advice when the login evidently still works", () => {
    expect(evaluate({ kubeconfig: legacy, errorText: says("http-403") })).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it("passes for the plugin, and for another provider", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf() })).toMatchObject({ status: "pass" });
    expect(evaluate({ kubeconfig: kubeconfigOf({ execCommandBasename: "auth-provider:oidc" }) })).toMatchObject({
      status: "pass",
    });
  });

  it("does not apply without a login", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ kubeconfig: kubeconfigOf({ execCommandBasename: null }) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("waits for the cluster only when it fails", () => {
    expect(evaluate({ cluster: undefined, kubeconfig: kubeconfigOf() })).toMatchObject({ status: "pass" });
    expect(evaluate({ cluster: undefined, kubeconfig: legacy })).toBeUndefined();
    expect(evaluate({ cluster: unobserved("timed-out", "no answer"), kubeconfig: legacy })).toMatchObject({
      status: "fail",
      remedies: [{ id: "install-auth-plugin", params: {} }],
    });
  });
});
