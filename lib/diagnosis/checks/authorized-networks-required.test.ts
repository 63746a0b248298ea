import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { privateTarget, said } from "./authorized-networks/testing";
import { authorizedNetworksRequired as check } from "./authorized-networks-required";

const refused = said(["gcloud-authorized-networks-required"]);
const perhaps = said(["gcloud-invalid-argument", "gcloud-authorized-networks-required"]);

function evaluate(publicEndpoint: boolean, facts: object = {}, enabled = true) {
  const cluster = clusterView({
    endpoints: { public: { enabled: publicEndpoint, address: publicEndpoint ? "34.78.1.2" : null } },
    authorizedNetworks: { enabled },
  });
  return check.evaluate(healthySnapshot({ cluster, target: privateTarget, ...facts }));
}

describe("authorized-networks-required", () => {
  it.each([
    [false, refused, "fail", "certain"],
    [true, refused, "fail", "likely"],
    [false, perhaps, "fail", "likely"],
    [true, perhaps, "not-applicable", "certain"],
  ])("public endpoint %s, error %j: %s, %s", (publicEndpoint, errorText, status, certainty) => {
    expect(evaluate(publicEndpoint, { errorText })).toMatchObject({ status, certainty });
  });

  it("offers the DNS endpoint, which needs no list, open or not", () => {
    expect(evaluate(false, { errorText: refused })?.remedies).toEqual([{ id: "open-dns-endpoint", params: {} }]);
    const cluster = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
    expect(evaluate(false, { errorText: refused, cluster })?.remedies).toEqual([
      { id: "get-credentials", params: { endpoint: "dns" } },
    ]);
  });

  it.each([
    [false, true, "pass"],
    [false, false, "not-applicable"],
    [true, true, "not-applicable"],
  ])("without an error, public endpoint %s and list %s: %s", (publicEndpoint, enabled, status) => {
    expect(evaluate(publicEndpoint, {}, enabled)).toMatchObject({ status });
  });

  it("is unknown when the cluster is", () => {
    expect(evaluate(false, { cluster: unobserved("timed-out", "late") })).toMatchObject({ status: "unknown" });
  });
});
