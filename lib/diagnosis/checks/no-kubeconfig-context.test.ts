import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { kubeconfigOf, says } from "./given/testing";
import { noKubeconfigContext } from "./no-kubeconfig-context";

const none = kubeconfigOf({ context: null, server: null });
const context = "gke_corp-data-prod_europe-west1_analytics-private";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return noKubeconfigContext.evaluate(healthySnapshot(replaced));
}

describe("no-kubeconfig-context", () => {
  it("passes when the context names a server", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf() })).toMatchObject({ status: "pass", bases: ["kubeconfig"] });
  });

  it.each<{ causes: readonly ErrorCause[]; remedies: readonly string[] }>([
    { causes: ["kubeconfig-missing"], remedies: ["get-credentials"] },
    { causes: ["no-current-context"], remedies: ["get-credentials", "use-context"] },
    { causes: ["context-missing"], remedies: ["get-credentials", "use-context"] },
    { causes: ["kubeconfig-invalid"], remedies: ["repair-kubeconfig", "get-credentials"] },
    {
      causes: ["kubeconfig-missing", "no-current-context", "context-missing", "kubeconfig-invalid"],
      remedies: ["get-credentials", "use-context"],
    },
  ])("fails for the text of $causes", ({ causes, remedies }) => {
    const finding = evaluate({ errorText: says(causes) });
    expect(finding).toMatchObject({ status: "fail", certainty: "certain", bases: ["error-text"] });
    expect(finding?.remedies.map(({ id }) => id)).toEqual(remedies);
  });

  it("does not fail for a text that something else may explain", () => {
    expect(evaluate({ errorText: says(["kubeconfig-missing", "conn-refused"]) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("fails for a kubeconfig without context and server, as likely", () => {
    expect(evaluate({ kubeconfig: none })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [
        { id: "get-credentials", params: { endpoint: "public" } },
        { id: "use-context", params: { context } },
      ],
    });
  });

  it("is certain when text and kubeconfig agree", () => {
    expect(evaluate({ kubeconfig: none, errorText: says("no-current-context") })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["error-text", "kubeconfig"],
    });
  });

  it("draws nothing from a part of a file", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ context: null }) })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ kubeconfig: kubeconfigOf({ server: null }) })).toMatchObject({ status: "not-applicable" });
  });

  it("does not fail when the error text shows that a server was reached", () => {
    expect(evaluate({ kubeconfig: none, errorText: says("http-403") })).toMatchObject({ status: "not-applicable" });
  });

  it("offers the endpoint that was asked for", () => {
    const request = {
      cluster: clusterView().name,
      vantage: { kind: "browser" },
      endpoint: "private",
    } as const;
    expect(evaluate({ request, kubeconfig: none })?.remedies[0]).toEqual({
      id: "get-credentials",
      params: { endpoint: "private" },
    });
  });

  it("waits for the cluster only when it fails, and does without it", () => {
    expect(evaluate({ cluster: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ cluster: undefined, kubeconfig: none })).toBeUndefined();
    expect(evaluate({ cluster: unobserved("timed-out", "container.googleapis.com"), kubeconfig: none })).toMatchObject({
      status: "fail",
      remedies: [{ id: "use-context", params: { context } }],
    });
  });

  it("does not offer to switch to the context that is current already", () => {
    const errorText = says("no-current-context");
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf() })?.remedies.map(({ id }) => id)).toEqual([
      "get-credentials",
    ]);
  });
});
