import { describe, expect, it } from "vitest";
import { checks } from "@/lib/diagnosis/checks";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { conclude } from "./conclude";

const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;
const kubeconfig = {
  given: true,
  summary: {
    context: "gke_corp-data-prod_europe-west1_analytics-private",
    server: "34.78.1.2",
    caSha256: "aa".repeat(32),
    execCommandBasename: "gke-gcloud-auth-plugin",
    proxyUrl: null,
    tlsServerName: null,
  },
} as const;

function pathOf(...facts: Parameters<typeof healthySnapshot>) {
  const { path } = conclude(healthySnapshot(...facts), checks).verdict;
  return Object.fromEntries(path.map(({ hop, state, detail }) => [hop, `${state}: ${detail}`]));
}

describe("stations", () => {
  it("shows what decided at each hop, in a few words", () => {
    expect(pathOf({ kubeconfig })).toEqual({
      kubeconfig: "passed: names the public endpoint",
      cluster: "passed: RUNNING, regional",
      endpoint: "passed: public 34.78.1.2, for your address",
      address: "passed: 81.92.200.7",
      "authorized-networks": "passed: 81.92.200.0/24 (office)",
      tcp: "not-applicable: not tried from where you are",
      tls: "passed: the cluster's own CA",
      authentication: "not-applicable: nothing to check",
      authorization: "not-applicable: nothing to check",
    });
  });

  it("shows what this server saw", () => {
    expect(pathOf({ request: server })).toMatchObject({
      kubeconfig: "not-applicable: none given",
      tcp: "passed: connected in 12 ms",
      tls: "passed: trusted certificate",
      authentication: "passed: login accepted",
      authorization: "passed: Kubernetes v1.32.4",
    });
  });

  it.each([
    { networks: { enabled: false }, detail: "off: every address gets in" },
    { networks: { entries: [{ cidrBlock: "0.0.0.0/0", network: "0.0.0.0/0", displayName: "" }] }, detail: "0.0.0.0/0" },
  ])("says how the list lets the caller in: $detail", ({ networks, detail }) => {
    const cluster = clusterView({ authorizedNetworks: networks });
    expect(pathOf({ cluster })["authorized-networks"]).toBe(`passed: ${detail}`);
  });

  it("says in a few words what is missing", () => {
    expect(pathOf({ caller: unobserved("not-observable", "no header") })["authorized-networks"]).toBe(
      "unknown: your address is not known",
    );
    expect(pathOf({ cluster: unobserved("timed-out", "8 s") }).cluster).toBe("unknown: the cluster could not be read");
  });

  it("names what the error text names when there is no kubeconfig", () => {
    const details = { host: "34.78.1.2" };
    const errorText = { given: true, causes: [{ cause: "ok", title: "It works.", decidedBy: null }], details } as const;
    const target = { kind: "public", host: "34.78.1.2", chosenBy: "error-text", why: "" } as const;
    expect(pathOf({ errorText, target }).kubeconfig).toBe("passed: your error names the public endpoint");
  });

  it("shows a kubeconfig for an endpoint that is off", () => {
    const endpoints = { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" };
    expect(pathOf({ kubeconfig, cluster: clusterView({ endpoints }) }).kubeconfig).toBe(
      "passed: names an endpoint that is off",
    );
  });
});
