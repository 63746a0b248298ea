import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { authorizedNetworkNotReserved as check } from "./authorized-network-not-reserved";
import { entry, privateTarget, said } from "./authorized-networks/testing";

const refused = said(["gcloud-not-reserved-network"], { cidr: "81.92.200.7/32" });
const perhaps = said(["gcloud-invalid-argument", "gcloud-not-reserved-network"]);

function evaluate(publicEndpoint: boolean, cidrs: readonly string[], facts: object = {}) {
  const cluster = clusterView({
    endpoints: { public: { enabled: publicEndpoint, address: publicEndpoint ? "34.78.1.2" : null } },
    authorizedNetworks: { entries: cidrs.map((cidr) => entry(cidr)) },
  });
  return check.evaluate(healthySnapshot({ cluster, target: privateTarget, ...facts }));
}

describe("authorized-network-not-reserved", () => {
  it("fails for GKE's refusal on a private-only cluster, and offers ways in that need no public address", () => {
    expect(evaluate(false, ["10.0.0.0/8"], { errorText: refused })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "certain",
      bases: ["error-text", "configuration"],
      summary:
        "81.92.200.7/32 is public, and the public endpoint is off: GKE did not list it, and listing it could not help.",
      title: "GKE refused your update: it lists a public address",
      remedies: [{ id: "open-dns-endpoint" }, { id: "use-private-network" }, { id: "enable-public-endpoint" }],
    });
  });

  it("is likely, and about the entries, when the public endpoint is still on", () => {
    expect(evaluate(true, ["81.92.200.0/24"], { errorText: refused })).toMatchObject({
      status: "fail",
      certainty: "likely",
      summary: "The public endpoint cannot be turned off while the list has public entries: 81.92.200.0/24.",
    });
  });

  it("speaks of no entries where the list has no public one", () => {
    expect(evaluate(true, ["10.0.0.0/8"], { errorText: refused })).toMatchObject({
      status: "fail",
      certainty: "likely",
      title: "GKE refused your update of the list",
      summary: "The update would have left a public network in the list of a cluster without a public endpoint.",
    });
  });

  it.each([
    [false, "fail"],
    [true, "not-applicable"],
  ])("believes an ambiguous error only of a private-only cluster: public endpoint %s, %s", (publicEndpoint, status) => {
    expect(evaluate(publicEndpoint, ["10.0.0.0/8"], { errorText: perhaps })).toMatchObject({ status });
  });

  it.each([
    ["public entries among others", ["10.0.0.0/8", "81.92.200.0/24"], 1],
    ["public entries only, which cannot all go", ["81.92.200.0/24"], 0],
  ])("advises without an error: %s", (_, cidrs, remedies) => {
    const finding = evaluate(false, cidrs);
    expect(finding).toMatchObject({ status: "fail", severity: "advisory" });
    expect(finding?.remedies).toHaveLength(remedies);
  });

  it("passes for a private list, and does not apply with the public endpoint on", () => {
    expect(evaluate(false, ["10.0.0.0/8"])).toMatchObject({ status: "pass" });
    expect(evaluate(false, [])).toMatchObject({ status: "pass" });
    expect(evaluate(true, ["81.92.200.0/24"])).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the cluster is", () => {
    expect(evaluate(false, [], { cluster: unobserved("timed-out", "late") })).toMatchObject({ status: "unknown" });
  });
});
