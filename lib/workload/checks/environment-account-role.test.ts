import { describe, expect, it } from "vitest";
import { environment, environmentAccount, healthySnapshot, unobserved } from "@/lib/workload/facts/testing";
import { environmentAccountRole } from "./environment-account-role";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return environmentAccountRole.evaluate(healthySnapshot(replaced));
}

describe("environment-account-role", () => {
  it.each([
    ["ERROR", "blocking"],
    ["RUNNING", "advisory"],
  ])("fails without the role; in the state %s it is %s", (state, severity) => {
    const without = environmentAccount({ hasWorker: false });
    expect(evaluate({ environment: environment({ state }), environmentAccount: without })).toMatchObject({
      status: "fail",
      severity,
      certainty: "likely",
      remedies: [{ id: "grant-environment-role", params: { role: "roles/composer.worker" } }],
    });
  });

  it("passes with it", () => {
    expect(
      evaluate({ environment: environment({ state: "ERROR" }), environmentAccount: environmentAccount() }),
    ).toMatchObject({
      status: "pass",
    });
  });

  it.each([
    ["ERROR", "unknown"],
    ["RUNNING", "not-applicable"],
  ])("with unreadable roles in the state %s it is %s", (state, status) => {
    const unread = unobserved("permission-denied", "resourcemanager.projects.getIamPolicy");
    expect(evaluate({ environment: environment({ state }), environmentAccount: unread })).toMatchObject({ status });
  });

  it("waits for the roles, and not without an environment", () => {
    expect(evaluate({ environment: environment(), environmentAccount: undefined })).toBeUndefined();
    expect(evaluate({ environmentAccount: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
