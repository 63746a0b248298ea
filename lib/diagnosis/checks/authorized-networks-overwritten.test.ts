import { describe, expect, it } from "vitest";
import type { ListChange } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { authorizedNetworkReverted } from "./authorized-network-reverted";
import { call, callerAt, entry, privateTarget } from "./authorized-networks/testing";
import { authorizedNetworksOverwritten as check } from "./authorized-networks-overwritten";

const [office, vpn, ci, lab] = ["62.4.5.0/24", "185.44.108.30/32", "51.159.24.0/28", "62.210.115.40/32"] as const;
const mine = "188.99.17.203/32";
const caller = callerAt("62.4.5.6");

function snapshot(changes: readonly ListChange[], present: readonly string[]) {
  const cluster = clusterView({ authorizedNetworks: { entries: present.map((cidr) => entry(cidr)) } });
  return healthySnapshot({ cluster, caller, listChanges: { changes } });
}

function replaced(before: readonly string[], after: readonly string[], agent: Parameters<typeof call>[1] = "gcloud") {
  return snapshot([call(3, agent, after), call(2, "console", before)], after);
}

describe("authorized-networks-overwritten", () => {
  it("fails when gcloud replaced the list, and offers what was lost", () => {
    expect(check.evaluate(replaced([office, vpn, ci, lab], [mine]))).toMatchObject({
      status: "fail",
      certainty: "certain",
      summary:
        "gcloud@corp.example replaced the list on 2026-03-01 03:05 UTC: 4 of 4 entries went, 62.4.5.0/24 among them, which had let you in.",
      remedies: [
        { id: "restore-networks", params: { cidrs: [office, vpn, ci, lab] } },
        { id: "allow-network", params: { cidr: "62.4.5.6/32" } },
        { id: "open-dns-endpoint" },
      ],
    });
  });

  it.each([
    ["both of two", [office, vpn], [mine], "fail"],
    ["two of three", [office, vpn, ci], [ci], "fail"],
    ["all, for nothing", [office, vpn], [], "fail"],
    ["two of four", [office, vpn, ci, lab], [ci, lab], "not-applicable"],
    ["one of two", [office, vpn], [vpn], "not-applicable"],
    ["one of one", [office], [mine], "not-applicable"],
    [
      "three of four, yet two are covered by a wider one",
      [office, "51.159.24.0/29", "51.159.24.8/29", vpn],
      [ci, vpn],
      "not-applicable",
    ],
  ])("dropping %s: %s", (_, before, after, status) => {
    expect(check.evaluate(replaced(before, after))).toMatchObject({ status });
  });

  it("is only likely for a client that is not known to replace lists", () => {
    expect(check.evaluate(replaced([office, vpn, ci], [mine], "script"))).toMatchObject({ certainty: "likely" });
    expect(check.evaluate(replaced([office, vpn, ci], [mine], "console"))).toMatchObject({ certainty: "likely" });
  });

  it("restores only what is still missing", () => {
    const finding = check.evaluate(
      snapshot(
        [call(4, "console", [mine, vpn]), call(3, "gcloud", [mine]), call(2, "console", [office, vpn])],
        [mine, vpn],
      ),
    );
    expect(finding?.remedies[0]).toEqual({ id: "restore-networks", params: { cidrs: [office] } });
  });

  it.each(["terraform", "gcloud", "console", "script", "kcc"] as const)(
    "never fails together with authorized-network-reverted: %s",
    (agent) => {
      const both = [check, authorizedNetworkReverted].map(
        (each) => each.evaluate(replaced([office, vpn, ci], [mine], agent))?.status,
      );
      expect(both.filter((status) => status === "fail")).toHaveLength(1);
    },
  );

  it("waits for the audit log only when the caller is unlisted, and does without it", () => {
    const unlisted = clusterView({ authorizedNetworks: { entries: [entry(mine)] } });
    const at = (facts: object) => check.evaluate(healthySnapshot({ caller, cluster: unlisted, ...facts }));
    expect(at({ listChanges: undefined })).toBeUndefined();
    expect(at({ listChanges: undefined, target: privateTarget })).toMatchObject({ status: "not-applicable" });
    expect(at({ listChanges: unobserved("timed-out", "late") })).toMatchObject({ status: "not-applicable" });
    expect(check.evaluate(healthySnapshot({ listChanges: undefined }))).toMatchObject({ status: "not-applicable" });
    expect(at({ cluster: unobserved("timed-out", "late") })).toMatchObject({ status: "unknown" });
  });
});
