import { describe, expect, it } from "vitest";
import type { HttpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { loginExpired } from "./login-expired";

const { name } = clusterView();
const fromServer = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return loginExpired.evaluate(healthySnapshot(replaced));
}

function probe(status: number): HttpProbe {
  return { answers: [{ path: "/readyz", status, body: "kubernetes-status", message: "" }], version: null };
}

describe("login-expired", () => {
  it.each([
    "http-401",
    "gcloud-no-account",
    "gcloud-reauth-required",
    "gcloud-unauthenticated",
    "gcloud-insufficient-scopes",
  ] as const)("fails for %s", (cause) => {
    expect(evaluate({ errorText: says(cause) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["error-text"],
      remedies: [{ id: "log-in", params: {} }],
    });
  });

  it("is only likely when the plugin failed without a reason that was kept", () => {
    expect(evaluate({ errorText: says("exec-plugin-failed") })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [
        { id: "log-in", params: {} },
        { id: "install-auth-plugin", params: {} },
      ],
    });
  });

  it.each([
    ["no text", { given: false } as const],
    ["a missing plugin", says("exec-plugin-missing")],
    ["a text that leaves it open", says(["exec-plugin-missing", "exec-plugin-failed"])],
    ["a refusal after the login", says("http-403")],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { code: 401, status: "fail" },
    { code: 200, status: "pass" },
    { code: 403, status: "not-applicable" },
    { code: 0, status: "not-applicable" },
  ])("is $status from this server when the answer is $code", ({ code, status }) => {
    expect(evaluate({ request: fromServer, http: probe(code) })).toMatchObject({ status });
  });

  it("lets no probe from this server decide for a browser", () => {
    expect(evaluate({ http: probe(401) })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the probe only from this server", () => {
    expect(evaluate({ http: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: fromServer, http: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, http: unobserved("needs-another-fact", "no connection") })).toMatchObject({
      status: "not-applicable",
    });
  });
});
