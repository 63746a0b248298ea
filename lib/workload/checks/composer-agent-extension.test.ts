import { describe, expect, it } from "vitest";
import { environment, environmentAccount, healthySnapshot, says, unobserved } from "@/lib/workload/facts/testing";
import { composerAgentExtension } from "./composer-agent-extension";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return composerAgentExtension.evaluate(healthySnapshot(replaced));
}

describe("composer-agent-extension", () => {
  it.each([
    ["ERROR", "blocking"],
    ["RUNNING", "advisory"],
  ])("fails without the role; in the state %s it is %s", (state, severity) => {
    const without = environmentAccount({ agentHasExtension: false });
    expect(evaluate({ environment: environment({ state }), environmentAccount: without })).toMatchObject({
      status: "fail",
      severity,
      certainty: "likely",
      remedies: [{ id: "grant-environment-role", params: { role: "roles/composer.ServiceAgentV2Ext" } }],
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

  it.each([
    ["ERROR", "unknown"],
    ["RUNNING", "not-applicable"],
  ])("with a policy of the account that could not be read in the state %s it is %s", (state, status) => {
    const agentUnread = { reason: "permission-denied", detail: "iam.serviceAccounts.getIamPolicy" } as const;
    const account = environmentAccount({ agentHasExtension: null, agentUnread });
    const found = evaluate({ environment: environment({ state }), environmentAccount: account });
    expect(found).toMatchObject({ status });
    if (status === "unknown") expect(found?.missing).toMatchObject([{ fact: "environmentAccount", ...agentUnread }]);
  });

  it("waits for the roles, and not without an environment", () => {
    expect(evaluate({ environment: environment(), environmentAccount: undefined })).toBeUndefined();
    expect(evaluate({ environmentAccount: undefined })).toMatchObject({ status: "not-applicable" });
  });

  it("blocks when the person's error says so, although the environment runs", () => {
    const errorText = says("composer-agent-denied");
    const account = environmentAccount({ agentHasExtension: false });
    expect(evaluate({ environment: environment(), environmentAccount: account, errorText })).toMatchObject({
      status: "fail",
      severity: "blocking",
    });
  });

  it.each([1, 3] as const)("does not apply to generation %s", (generation) => {
    const account = environmentAccount({ agentHasExtension: null });
    expect(evaluate({ environment: environment({ generation }), environmentAccount: account })).toMatchObject({
      status: "not-applicable",
    });
  });
});
