import { describe, expect, it } from "vitest";
import type { TlsProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { certificateExpired } from "./certificate-expired";
import { says } from "./given/testing";

const { name } = clusterView();
const fromServer = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;
const expiring = clusterView({ conditions: [{ code: "CA_EXPIRING", message: "The CA expires soon." }] });

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return certificateExpired.evaluate(healthySnapshot(replaced));
}

function probe(outcome: TlsProbe["outcome"]): TlsProbe {
  const validTo = "2024-01-01T00:00:00Z";
  return { outcome, trust: "cluster-ca", issuer: "CN=cluster", names: ["kubernetes"], validTo, detail: "" };
}

function ids(finding: ReturnType<typeof evaluate>) {
  return finding?.remedies.map(({ id }) => id);
}

describe("certificate-expired", () => {
  it("takes a clock that is behind for the cause of not yet valid", () => {
    const finding = evaluate({ errorText: says("tls-cert-not-yet-valid"), cluster: expiring });
    expect(finding).toMatchObject({ status: "fail", certainty: "likely", bases: ["error-text"] });
    expect(ids(finding)).toEqual(["synchronise-clock"]);
  });

  it("suspects the clock first when the cluster reports nothing", () => {
    const finding = evaluate({ errorText: says("tls-cert-expired") });
    expect(finding).toMatchObject({ status: "fail", certainty: "likely" });
    expect(ids(finding)).toEqual(["synchronise-clock"]);
  });

  it("is certain when the cluster reports that its CA runs out", () => {
    const finding = evaluate({ errorText: says("tls-cert-expired"), cluster: expiring });
    expect(finding).toMatchObject({ status: "fail", certainty: "certain", bases: ["error-text", "configuration"] });
    expect(ids(finding)).toEqual(["repair-cluster"]);
  });

  it("fails for a text that does not say which of the two dates", () => {
    expect(evaluate({ errorText: says(["tls-cert-expired", "tls-cert-not-yet-valid"]) })).toMatchObject({
      status: "fail",
    });
  });

  it("does not apply without such a text", () => {
    expect(evaluate({ cluster: expiring })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: says("tls-unknown-ca") })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { outcome: "expired", status: "fail", remedies: ["synchronise-clock"] },
    { outcome: "not-yet-valid", status: "fail", remedies: ["synchronise-clock"] },
    { outcome: "trusted", status: "pass", remedies: [] },
    { outcome: "unknown-ca", status: "not-applicable", remedies: [] },
  ] as const)("is $status from this server when TLS is $outcome", ({ outcome, status, remedies }) => {
    const finding = evaluate({ request: fromServer, tls: probe(outcome) });
    expect(finding).toMatchObject({ status });
    expect(ids(finding)).toEqual(remedies);
  });

  it("offers to repair only a cluster that reports something, and waits for it", () => {
    const tls = probe("expired");
    expect(ids(evaluate({ request: fromServer, tls, cluster: expiring }))).toEqual([
      "repair-cluster",
      "synchronise-clock",
    ]);
    expect(evaluate({ request: fromServer, tls, cluster: undefined })).toBeUndefined();
  });

  it("lets no probe from this server decide for a browser", () => {
    expect(evaluate({ tls: probe("expired") })).toMatchObject({ status: "not-applicable" });
  });

  it("waits only for what it needs", () => {
    expect(evaluate({ tls: undefined, cluster: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: fromServer, tls: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, tls: unobserved("needs-another-fact", "no connection") })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ errorText: says("tls-cert-expired"), cluster: undefined })).toBeUndefined();
    expect(
      evaluate({ errorText: says("tls-cert-expired"), cluster: unobserved("timed-out", "no answer") }),
    ).toMatchObject({ status: "fail" });
  });
});
