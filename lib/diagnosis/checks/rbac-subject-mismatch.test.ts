import { describe, expect, it } from "vitest";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { rbacSubjectMismatch } from "./rbac-subject-mismatch";

const user = "104682910385637284910";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return rbacSubjectMismatch.evaluate(healthySnapshot(replaced));
}

describe("rbac-subject-mismatch", () => {
  it("fails for a numeric id, and offers a binding for it", () => {
    const errorText = says("http-403", { user, verb: "list", resource: "pods", namespace: "airflow" });
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["error-text"],
      remedies: [
        { id: "create-role-binding", params: { user, verb: "list", resource: "pods", namespace: "airflow" } },
        { id: "log-in", params: {} },
      ],
    });
  });

  it.each(["ana@corp.example", "system:anonymous", "1046829@corp.example", "12345678901234"])(
    "passes for %s",
    (name) => {
      expect(evaluate({ errorText: says("http-403", { user: name }) })).toMatchObject({ status: "pass" });
    },
  );

  it.each([
    ["no text", { given: false } as const],
    ["no user", says("http-403")],
    ["another error", says("http-401", { user })],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });
});
