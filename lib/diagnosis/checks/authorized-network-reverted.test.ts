import { describe, expect, it } from "vitest";
import type { ListChange } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, observed, unobserved } from "@/lib/diagnosis/facts/testing";
import { authorizedNetworkReverted as check } from "./authorized-network-reverted";
import { call, callerAt, dnsTarget, entry, privateTarget } from "./authorized-networks/testing";

const vpn = "185.44.108.30/32";
const office = "62.4.5.0/24";
const caller = callerAt("62.4.5.6");
const cluster = clusterView({ managedBy: "terraform", authorizedNetworks: { entries: [entry(vpn, "vpn")] } });

function evaluate(...changes: readonly ListChange[]) {
  return check.evaluate(healthySnapshot({ cluster, caller, listChanges: { changes } }));
}

describe("authorized-network-reverted", () => {
  it("fails when Terraform sent its list after somebody had let the caller in", () => {
    const finding = evaluate(
      call(3, "terraform", [vpn]),
      call(2, "console", [vpn, office]),
      call(1, "terraform", [vpn]),
    );
    expect(finding).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "certain",
      summary:
        "Terraform (terraform@corp.example) removed 62.4.5.0/24 on 2026-03-01 03:05 UTC: console@corp.example had added it on 2026-03-01 02:05 UTC, outside the code.",
    });
    expect(finding?.evidence.map(({ label }) => label)).toEqual([
      "Your address",
      "Added",
      "Removed by Terraform",
      "Managed by",
      "Authorized networks",
    ]);
  });

  it.each(["pulumi", "kcc"] as const)("knows %s as well", (agent) => {
    expect(evaluate(call(3, agent, [vpn]), call(2, "gcloud", [vpn, office]))).toMatchObject({ status: "fail" });
  });

  it.each([
    ["gcloud took the entry away", [call(3, "gcloud", [vpn]), call(2, "console", [vpn, office])]],
    ["an unknown client did", [call(3, "script", [vpn]), call(2, "console", [vpn, office])]],
    ["Terraform took back an entry of its own", [call(3, "terraform", [vpn]), call(2, "terraform", [vpn, office])]],
    ["the entry was never there", [call(3, "terraform", [vpn]), call(2, "console", [vpn])]],
    ["the log does not explain the present list", [call(3, "terraform", []), call(2, "console", [vpn, office])]],
    ["the log is empty", []],
  ])("does not apply when %s", (_, changes) => {
    expect(evaluate(...changes)).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the audit log only when the caller is unlisted", () => {
    const pending = { listChanges: undefined };
    expect(check.evaluate(healthySnapshot({ cluster, caller, ...pending }))).toBeUndefined();
    expect(check.evaluate(healthySnapshot(pending))).toMatchObject({ status: "not-applicable" });
    for (const target of [privateTarget, dnsTarget]) {
      const finding = check.evaluate(healthySnapshot({ cluster, caller, target, ...pending }));
      expect(finding).toMatchObject({ status: "not-applicable" });
    }
  });

  it("leaves the verdict to others when the audit log cannot be read", () => {
    const listChanges = unobserved("permission-denied", "logging.logEntries.list");
    expect(check.evaluate(healthySnapshot({ cluster, caller, listChanges }))).toMatchObject({
      status: "not-applicable",
      summary: "The audit log could not be read: logging.logEntries.list.",
    });
    const nobody = unobserved("not-observable", "no caller");
    expect(check.evaluate(healthySnapshot({ caller: nobody, listChanges: observed({ changes: [] }) }))).toMatchObject({
      status: "not-applicable",
    });
  });
});
