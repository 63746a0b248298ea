import { describe, expect, it } from "vitest";
import { environment, healthySnapshot, says } from "@/lib/workload/facts/testing";
import { composerRunBlocked } from "./composer-run-blocked";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return composerRunBlocked.evaluate(healthySnapshot(replaced));
}

describe("composer-run-blocked", () => {
  const errorText = says("composer-run-timeout");
  const cidrBlocks = [{ cidrBlock: "81.92.200.0/24", displayName: "office" }];

  it("fails where Composer keeps a list", () => {
    const authorizedNetworks = { enabled: true, cidrBlocks };
    expect(evaluate({ environment: environment({ authorizedNetworks }), errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [{ id: "authorize-in-composer", params: {} }],
    });
  });

  it("offers no entry of the list where there is no public endpoint", () => {
    expect(evaluate({ environment: environment({ publicEndpointDisabled: true }), errorText })).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [],
    });
  });

  it.each([null, { enabled: false, cidrBlocks: [] }])("does not apply where the list is %o", (authorizedNetworks) => {
    expect(evaluate({ environment: environment({ authorizedNetworks }), errorText })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("does not apply to Composer 3, to a cluster, and without such a text", () => {
    expect(evaluate({ environment: environment({ generation: 3 }), errorText })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ environment: environment() })).toMatchObject({ status: "not-applicable" });
  });
});
