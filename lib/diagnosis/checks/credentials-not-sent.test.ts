import { describe, expect, it } from "vitest";
import type { HttpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { credentialsNotSent } from "./credentials-not-sent";
import { kubeconfigOf, says } from "./given/testing";

const { name } = clusterView();
const fromServer = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;
const anonymous = says("http-403", { user: "system:anonymous" });
const nameless = says("http-403");

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return credentialsNotSent.evaluate(healthySnapshot(replaced));
}

function probe(status: number, message: string): HttpProbe {
  return { answers: [{ path: "/version", status, body: "kubernetes-status", message }], version: null };
}

describe("credentials-not-sent", () => {
  it("fails for system:anonymous", () => {
    expect(evaluate({ errorText: anonymous })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["error-text"],
      remedies: [
        { id: "install-auth-plugin", params: {} },
        { id: "get-credentials", params: { endpoint: "public" } },
        { id: "log-in", params: {} },
      ],
    });
  });

  it("offers a new kubeconfig first when this one has no login", () => {
    const kubeconfig = kubeconfigOf({ execCommandBasename: null });
    expect(evaluate({ errorText: anonymous, kubeconfig })).toMatchObject({
      bases: ["error-text", "kubeconfig"],
      remedies: [
        { id: "get-credentials", params: { endpoint: "public" } },
        { id: "install-auth-plugin", params: {} },
      ],
    });
  });

  it("takes a refusal without a name for it only when the kubeconfig has no login", () => {
    const kubeconfig = kubeconfigOf({ execCommandBasename: null });
    expect(evaluate({ errorText: nameless })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: nameless, kubeconfig: kubeconfigOf() })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: nameless, kubeconfig })).toMatchObject({
      status: "fail",
      certainty: "likely",
      evidence: [{ label: "Your error text", observed: "It says http-403." }, { label: "Login" }],
    });
    const part = kubeconfigOf({ context: null, execCommandBasename: null });
    expect(evaluate({ errorText: nameless, kubeconfig: part })).toMatchObject({ status: "not-applicable" });
  });

  it("passes when the control plane names the person", () => {
    expect(evaluate({ errorText: says("http-403", { user: "ana@corp.example" }) })).toMatchObject({ status: "pass" });
  });

  it.each([
    { code: 403, message: 'forbidden: User "system:anonymous" cannot get path "/version"', status: "fail" },
    { code: 403, message: 'forbidden: User "ana@corp.example" cannot get path "/version"', status: "not-applicable" },
    { code: 200, message: "", status: "not-applicable" },
  ])("is $status from this server for $code $message", ({ code, message, status }) => {
    expect(evaluate({ request: fromServer, http: probe(code, message) })).toMatchObject({ status });
    expect(evaluate({ http: probe(code, message) })).toMatchObject({ status: "not-applicable" });
  });

  it("waits only for what it needs", () => {
    expect(evaluate({ cluster: undefined, http: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: anonymous, cluster: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, http: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, http: unobserved("needs-another-fact", "no connection") })).toMatchObject({
      status: "not-applicable",
    });
  });
});
