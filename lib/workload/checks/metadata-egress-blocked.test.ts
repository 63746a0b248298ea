import { describe, expect, it } from "vitest";
import { egressPolicy, foundCluster, healthySnapshot, pod, says, unobserved } from "@/lib/workload/facts/testing";
import { metadataEgressBlocked } from "./metadata-egress-blocked";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return metadataEgressBlocked.evaluate(healthySnapshot(replaced));
}

describe("metadata-egress-blocked", () => {
  const byApp = (app: string) => ({ matchLabels: { app }, matchExpressions: [] });
  const policies = (...list: ReturnType<typeof egressPolicy>[]) => ({ policies: list });
  const allowing = egressPolicy({
    name: "allow",
    podSelector: byApp("dbt"),
    egress: [
      { to: [{ cidr: "169.254.169.254/32", except: [] }], ports: [{ protocol: "TCP", port: 80, endPort: null }] },
    ],
  });

  it("fails when a policy lets nothing out, whatever the labels are", () => {
    expect(evaluate({ networkPolicies: policies(egressPolicy()) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      severity: "blocking",
      remedies: [{ id: "allow-metadata-egress", params: { policy: "deny-egress" } }],
    });
  });

  it("passes without policies, with one that is for ingress only, and where they are not enforced", () => {
    expect(evaluate({})).toMatchObject({ status: "pass" });
    expect(
      evaluate({ networkPolicies: policies(egressPolicy({ policyTypes: ["Ingress"], egress: null })) }),
    ).toMatchObject({ status: "pass" });
    const cluster = foundCluster({ networkPolicy: false });
    expect(evaluate({ cluster, networkPolicies: policies(egressPolicy()) })).toMatchObject({ status: "pass" });
  });

  it.each([
    ["all are kept from it", [pod()], "fail", "likely", "blocking"],
    ["one is, one is not", [pod(), pod({ labels: { app: "web" } })], "fail", "likely", "advisory"],
    ["none is", [pod({ labels: { app: "web" } })], "pass", "certain", "blocking"],
    [
      "the only one that is has the host's network",
      [pod({ hostNetwork: true }), pod({ labels: {} })],
      "pass",
      "certain",
      "blocking",
    ],
  ] as const)("of the pods, %s", (_, pods, status, certainty, severity) => {
    const networkPolicies = policies(egressPolicy({ podSelector: byApp("dbt") }));
    expect(evaluate({ networkPolicies, pods: { pods } })).toMatchObject({ status, certainty, severity });
  });

  it("is unknown when labels decide over a policy for every pod, and only advice when over one for some", () => {
    expect(evaluate({ networkPolicies: policies(egressPolicy(), allowing) })).toMatchObject({ status: "unknown" });
    const some = policies(egressPolicy({ podSelector: byApp("dbt") }));
    expect(evaluate({ networkPolicies: some })).toMatchObject({
      status: "fail",
      severity: "advisory",
      certainty: "likely",
    });
  });

  it("is likely when labels decide and the metadata server was silent", () => {
    const errorText = says("metadata-unreachable");
    expect(evaluate({ networkPolicies: policies(egressPolicy(), allowing), errorText })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "likely",
    });
  });

  it("is unknown when policies or pods could not be read", () => {
    const unread = unobserved("permission-denied", "container.networkPolicies.list");
    expect(evaluate({ networkPolicies: unread })).toMatchObject({ status: "unknown" });
    expect(evaluate({ pods: unobserved("timed-out", "8 s") })).toMatchObject({ status: "unknown" });
  });
});
