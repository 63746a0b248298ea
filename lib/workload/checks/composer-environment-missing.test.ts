import { describe, expect, it } from "vitest";
import { environment, healthySnapshot, request, unobserved } from "@/lib/workload/facts/testing";
import { composerEnvironmentMissing } from "./composer-environment-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return composerEnvironmentMissing.evaluate(healthySnapshot(replaced));
}

describe("composer-environment-missing", () => {
  const target = {
    kind: "environment",
    environment: { project: "corp-data-prod", location: "europe-west1", environment: "airflow-prod" },
  } as const;
  const asked = request({ target });

  it.each([
    ["not-found", "There is no such Composer environment"],
    ["api-disabled", "The Composer API is off in this project"],
  ] as const)("fails when Composer answers %s", (outcome, title) => {
    expect(evaluate({ request: asked, environment: { outcome, message: "no" } })).toMatchObject({
      status: "fail",
      title,
      certainty: "certain",
      remedies: [],
    });
  });

  it("passes for an environment that is there, in whatever state", () => {
    expect(evaluate({ request: asked, environment: environment({ state: "ERROR" }) })).toMatchObject({
      status: "pass",
    });
  });

  it("does not apply to a cluster", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when Composer could not be asked", () => {
    const refused = unobserved("permission-denied", "composer.environments.get");
    expect(evaluate({ request: asked, environment: refused })).toMatchObject({ status: "unknown" });
  });
});
