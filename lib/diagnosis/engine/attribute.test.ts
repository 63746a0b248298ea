import { describe, expect, it } from "vitest";
import { checks } from "@/lib/diagnosis/checks";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { attribute } from "./attribute";
import { conclude } from "./conclude";

const unlisted = clusterView({ authorizedNetworks: { entries: [] } });
const server = { cluster: unlisted.name, vantage: { kind: "server" }, endpoint: null } as const;

function text(cause: ErrorCause, details: ErrorDetails = {}) {
  return { given: true, causes: [{ cause, title: `about ${cause}`, decidedBy: null }], details } as const;
}

function finding(check: string, facts: FactSnapshot) {
  return conclude(facts, checks).findings.find((candidate) => candidate.check === check);
}

describe("what was seen against what is configured", () => {
  it.each(["http-403", "http-503", "conn-refused", "tls-unknown-ca"] as const)(
    "makes the list mere advice, without its remedies, for a text with %s",
    (cause) => {
      const facts = healthySnapshot({ cluster: unlisted, errorText: text(cause) });
      expect(finding("authorized-networks-empty", facts)).toMatchObject({
        status: "fail",
        severity: "advisory",
        certainty: "likely",
        remedies: [],
        summary: expect.stringContaining("Yet your error text shows"),
      });
    },
  );

  it.each([
    { cause: "exec-plugin-failed", primary: "login-expired" },
    { cause: "gcloud-no-account", primary: "login-expired" },
    { cause: "network-unreachable", primary: "tcp-unreachable" },
  ] as const)("explains $cause, which no list can give, and keeps the list as advice", ({ cause, primary }) => {
    const facts = healthySnapshot({ cluster: unlisted, errorText: text(cause) });
    expect(conclude(facts, checks).verdict.cause).toBe(primary);
    expect(finding("authorized-networks-empty", facts)).toMatchObject({
      severity: "advisory",
      certainty: "certain",
      remedies: [{ id: "allow-network" }, { id: "open-dns-endpoint" }],
    });
  });

  it.each(["tcp-timeout", "client-usage", "ok"] as const)(
    "leaves the list the cause for a text with %s, which proves nothing",
    (cause) => {
      const facts = healthySnapshot({ cluster: unlisted, errorText: text(cause) });
      expect(finding("authorized-networks-empty", facts)).toMatchObject({ severity: "blocking" });
    },
  );

  it("takes an answer of another server for no proof", () => {
    const facts = healthySnapshot({ cluster: unlisted, errorText: text("http-403", { host: "35.7.7.7" }) });
    expect(finding("authorized-networks-empty", facts)).toMatchObject({ severity: "blocking" });
  });

  it("lets a refused connection speak against the list, and not for the endpoint", () => {
    const off = { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" };
    const errorText = text("conn-refused", { host: "34.78.1.2" });
    const target = { kind: "public", host: "34.78.1.2", chosenBy: "error-text", why: "" } as const;
    const facts = healthySnapshot({ cluster: clusterView({ endpoints: off }), errorText, target });
    expect(conclude(facts, checks).verdict.cause).toBe("public-endpoint-disabled");
  });

  it("settles what could not be decided, where it was seen from the same place", () => {
    const caller = unobserved("not-observable", "no echo");
    expect(conclude(healthySnapshot({ request: server, caller }), checks).verdict.state).toBe("reachable");
    expect(conclude(healthySnapshot({ caller }), checks).verdict.state).toBe("unknown");
    const text404 = { caller, errorText: text("http-404") };
    expect(conclude(healthySnapshot(text404), checks).verdict.state).toBe("reachable");
    const untried = unobserved("timed-out", "no attempt");
    const facts = healthySnapshot({ ...text404, request: server, tcp: untried, tls: untried, http: untried });
    expect(conclude(facts, checks).verdict.state).toBe("unknown");
  });

  it("does not go by the list alone for this server when its attempt could not be made", () => {
    const caller = { address: "62.4.5.6", family: "ipv4", scope: "public", source: "dns-echo" } as const;
    const facts = { request: server, caller, tcp: unobserved("timed-out", "4 s") };
    expect(finding("caller-not-authorized", healthySnapshot(facts))).toMatchObject({
      status: "unknown",
      missing: [{ fact: "tcp" }],
    });
    expect(finding("caller-not-authorized", healthySnapshot({ caller }))).toMatchObject({ status: "fail" });
  });

  it("is never certain that the list keeps out an address of Google Cloud", () => {
    const googleRange = { member: true, prefix: "34.140.0.0/16", scope: null };
    const facts = healthySnapshot({ cluster: unlisted, googleRange });
    expect(finding("authorized-networks-empty", facts)).toMatchObject({ severity: "blocking", certainty: "likely" });
  });
});

it("gives the findings in the registry's order, however they came in", () => {
  const facts = healthySnapshot({ cluster: unlisted });
  const { findings } = conclude(facts, checks);
  expect(attribute(findings.toReversed(), checks, facts)).toEqual(findings);
});
