import { describe, expect, it } from "vitest";
import { healthySnapshot, says } from "@/lib/workload/facts/testing";
import { operatorEventsForbidden } from "./operator-events-forbidden";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return operatorEventsForbidden.evaluate(healthySnapshot(replaced));
}

describe("operator-events-forbidden", () => {
  it("says who may not, and where", () => {
    const errorText = says("events-list-forbidden", { caller: "a@b.iam.gserviceaccount.com", namespace: "dbt" });
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      summary: "Kubernetes does not let a@b.iam.gserviceaccount.com list events in the namespace dbt.",
      bases: ["error-text"],
      remedies: [{ id: "allow-event-reading", params: {} }],
    });
  });

  it("does not apply without such a text", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: says("pods-create-forbidden") })).toMatchObject({ status: "not-applicable" });
  });
});
