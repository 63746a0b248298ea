import { describe, expect, it } from "vitest";
import { environmentAccount, healthySnapshot, says, unobserved } from "@/lib/workload/facts/testing";
import { operatorPodsForbidden } from "./operator-pods-forbidden";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return operatorPodsForbidden.evaluate(healthySnapshot(replaced));
}

describe("operator-pods-forbidden", () => {
  const email = "composer-environment@corp-data-prod.iam.gserviceaccount.com";
  const errorText = says("pods-create-forbidden", { caller: email, namespace: "dbt" });

  it.each([
    ["lacks the role", false, email, ["grant-environment-role"]],
    ["has the role", true, email, []],
    ["is not the one who was refused", false, "other@corp.iam.gserviceaccount.com", []],
  ])("when the environment's account %s, offers only what can help", (_, hasContainerDeveloper, caller, ids) => {
    const text = says("pods-create-forbidden", { caller, namespace: "dbt" });
    const finding = evaluate({ errorText: text, environmentAccount: environmentAccount({ hasContainerDeveloper }) });
    expect(finding).toMatchObject({ status: "fail", certainty: "certain" });
    expect(finding?.remedies.map(({ id }) => id)).toEqual(ids);
  });

  it("fails by the text alone, and offers nothing, when the roles could not be read", () => {
    const unread = unobserved("permission-denied", "getIamPolicy");
    expect(evaluate({ errorText, environmentAccount: unread })).toMatchObject({ status: "fail", remedies: [] });
  });

  it("waits for the roles only with such a text", () => {
    expect(evaluate({ errorText, environmentAccount: undefined })).toBeUndefined();
    expect(evaluate({ environmentAccount: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
