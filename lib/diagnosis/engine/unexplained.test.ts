import { describe, expect, it } from "vitest";
import { checks } from "@/lib/diagnosis/checks";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { type ErrorCause, errorCauses } from "@/lib/kubernetes/explain/causes";
import { conclude } from "./conclude";

function verdictOf(causes: readonly ErrorCause[], facts: Parameters<typeof healthySnapshot>[0] = {}) {
  const list = causes.map((cause) => ({ cause, title: `It says ${cause}.`, decidedBy: null }));
  return conclude(healthySnapshot({ errorText: { given: true, causes: list, details: {} }, ...facts }), checks).verdict;
}

describe("an error text that nothing explains", () => {
  it.each(errorCauses)("has a short headline and a useful step for %s", (cause) => {
    const { headline, next, summary } = verdictOf([cause]);
    expect(headline.length).toBeLessThanOrEqual(60);
    expect(next).toMatch(/^\S.{10,}[.?]$/);
    expect(summary).not.toMatch(/\.\.|undefined/);
  });

  it("is no trouble of the path when it is gcloud's own", () => {
    expect(verdictOf(["gcloud-quota-exceeded"])).toMatchObject({
      state: "unknown",
      headline: "Your command failed, and not for the path",
      summary: "The configuration lets you in. gcloud's error is about something else: It says gcloud-quota-exceeded.",
    });
  });

  it.each(["http-404", "no-agent-available", "webhook-unreachable"] as const)(
    "proves the way open when the control plane itself says %s",
    (cause) => {
      const certainty = cause === "http-404" ? "likely" : "certain";
      expect(verdictOf([cause])).toMatchObject({ state: "reachable", certainty, bases: ["error-text"] });
    },
  );

  it("is not this server's error when its own attempt got no answer", () => {
    const request = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;
    const tcp = { outcome: "timed-out", target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 3000 } as const;
    expect(verdictOf(["http-404"], { request, tcp })).toMatchObject({
      state: "unknown",
      headline: "Your error does not come from this server",
    });
  });

  it("asks for the kubeconfig that would tell", () => {
    expect(verdictOf(["tls-unknown-ca"]).next).toContain("kubeconfig");
    expect(verdictOf(["ok"]).state).toBe("reachable");
    expect(verdictOf(["ok", "unknown"]).state).toBe("unknown");
  });

  it("is explained by an operation that has ended since", () => {
    expect(verdictOf(["gcloud-operation-running"])).toMatchObject({
      state: "reachable",
      summary:
        "The way to the public endpoint 34.78.1.2 is open. Your update was refused for an operation that has ended: send it again.",
      next: "Do again what was refused.",
    });
  });
});
