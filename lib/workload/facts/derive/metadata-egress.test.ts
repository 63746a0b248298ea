import { describe, expect, it } from "vitest";
import type { EgressPeerView, EgressPortView, LabelSelectorView, NetworkPolicyView } from "@/lib/kubernetes/api/views";
import { egressPolicy } from "@/lib/workload/facts/testing";
import { metadataEgress } from "./metadata-egress";

const v2 = { mode: "standard", networkPolicy: true, dataplaneV2: true } as const;
const calico = { mode: "standard", networkPolicy: true, dataplaneV2: false } as const;
const autopilot = { mode: "autopilot", networkPolicy: true, dataplaneV2: false } as const;

const block = (cidr: string, ...except: string[]): EgressPeerView => ({ cidr, except });
const tcp = (port: number | string | null, endPort: number | null = null): EgressPortView => ({
  protocol: "TCP",
  port,
  endPort,
});
const any: LabelSelectorView = { matchLabels: {}, matchExpressions: [] };
const app = (value: string): LabelSelectorView => ({ matchLabels: { app: value }, matchExpressions: [] });

function rule(to: readonly EgressPeerView[], ports: readonly EgressPortView[], podSelector = any): NetworkPolicyView {
  return egressPolicy({ name: "rule", podSelector, egress: [{ to, ports }] });
}

const server = block("169.254.169.254/32");
const behind = block("169.254.169.252/32");

describe("metadataEgress", () => {
  it.each([
    ["the address and the port", rule([server], [tcp(80)]), v2, "open"],
    ["the address behind it, with Dataplane V2", rule([behind], [tcp(988)]), v2, "blocked"],
    ["the address behind it, without", rule([behind], [tcp(988)]), calico, "open"],
    ["the address alone, without Dataplane V2", rule([server], [tcp(80)]), calico, "blocked"],
    ["the address, on Autopilot", rule([server], [tcp(80)]), autopilot, "open"],
    ["everything", rule([], []), v2, "open"],
    ["every port of everything", rule([block("0.0.0.0/0")], []), v2, "open"],
    ["everything but link-local", rule([block("0.0.0.0/0", "169.254.0.0/16")], []), v2, "blocked"],
    ["everything but something else", rule([block("0.0.0.0/0", "10.0.0.0/8")], []), v2, "open"],
    ["the address just before", rule([block("169.254.169.253/32")], [tcp(80)]), v2, "blocked"],
    ["the address just after", rule([block("169.254.169.255/32")], [tcp(80)]), v2, "blocked"],
    ["another port", rule([server], [tcp(81)]), v2, "blocked"],
    ["a range that ends with the port", rule([server], [tcp(1, 80)]), v2, "open"],
    ["a range that begins with the port", rule([server], [tcp(80, 90)]), v2, "open"],
    ["a range that ends before the port", rule([server], [tcp(1, 79)]), v2, "blocked"],
    ["every port", rule([server], [tcp(null)]), v2, "open"],
    ["UDP", rule([server], [{ protocol: "UDP", port: 80, endPort: null }]), v2, "blocked"],
    ["a named port", rule([server], [tcp("http")]), v2, "blocked"],
    ["pods everywhere", rule([{ podSelector: any, namespaceSelector: any }], []), v2, "blocked"],
    ["IPv6 only", rule([block("::/0")], []), v2, "blocked"],
    ["nothing", egressPolicy(), v2, "blocked"],
    ["nothing, without saying so", egressPolicy({ egress: null }), v2, "blocked"],
    ["nothing, for ingress", egressPolicy({ policyTypes: ["Ingress"] }), v2, "open"],
  ] as const)("a policy that lets out to %s", (_, policy, cluster, kind) => {
    expect(metadataEgress([policy], cluster, {})).toMatchObject({ kind });
  });

  it("is enforced by nobody on a cluster without it", () => {
    expect(metadataEgress([egressPolicy()], { ...v2, networkPolicy: false }, {})).toEqual({ kind: "not-enforced" });
  });

  it("lets through what any selecting policy lets through", () => {
    const allow = rule([server], [tcp(80)], app("dbt"));
    expect(metadataEgress([egressPolicy(), allow], v2, { app: "dbt" })).toEqual({ kind: "open" });
    expect(metadataEgress([egressPolicy(), allow], v2, { app: "web" })).toMatchObject({ kind: "blocked" });
  });

  it("names the policies that select the pod, and where it has to get to", () => {
    const other = egressPolicy({ name: "other", podSelector: app("web") });
    expect(metadataEgress([egressPolicy(), other], calico, { app: "dbt" })).toEqual({
      kind: "blocked",
      policies: ["deny-egress"],
      needs: { address: "169.254.169.252", port: 988 },
    });
  });

  const some = egressPolicy({ podSelector: app("dbt") });
  const allowSome = rule([server], [tcp(80)], app("dbt"));
  const allowAll = rule([server], [tcp(80)]);

  it.each([
    ["a policy for all that lets out", [allowAll], "open", undefined],
    ["the same beside one for some that does not", [allowAll, some], "open", undefined],
    ["one for all that does not", [egressPolicy()], "blocked", undefined],
    ["the same beside one for some that does", [egressPolicy(), allowSome], "by-labels", true],
    ["one for some that does not", [some], "by-labels", false],
    ["one for some that does", [allowSome], "open", undefined],
  ] as const)("without a pod to look at, %s", (_, policies, kind, everyPod) => {
    const standing = metadataEgress(policies, v2, undefined);
    expect(standing.kind).toBe(kind);
    if (standing.kind === "by-labels") expect(standing.everyPod).toBe(everyPod);
  });

  it.each([
    ["In", ["dbt", "etl"], true],
    ["In", ["web"], false],
    ["NotIn", ["web"], true],
    ["NotIn", ["dbt"], false],
    ["Exists", [], true],
    ["DoesNotExist", [], false],
    ["SomethingNew", [], false],
  ])("an expression with %s %o selects the pod: %s", (operator, values, selected) => {
    const podSelector = { matchLabels: {}, matchExpressions: [{ key: "app", operator, values }] };
    const { kind } = metadataEgress([egressPolicy({ podSelector })], v2, { app: "dbt" });
    expect(kind).toBe(selected ? "blocked" : "open");
  });
});
