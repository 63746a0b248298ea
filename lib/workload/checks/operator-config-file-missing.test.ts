import { describe, expect, it } from "vitest";
import { dagWith, environment, healthySnapshot, says } from "@/lib/workload/facts/testing";
import { operatorConfigFileMissing } from "./operator-config-file-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return operatorConfigFileMissing.evaluate(healthySnapshot(replaced));
}

describe("operator-config-file-missing", () => {
  const composer2 = environment();

  it.each(["caller-is-anonymous", "no-kubeconfig", "unauthorized", "pods-create-forbidden"] as const)(
    "fails where it is missing and the text says %s",
    (cause) => {
      const dag = dagWith({ configFile: null, line: 12 });
      expect(evaluate({ environment: composer2, dag, errorText: says(cause) })).toMatchObject({
        status: "fail",
        severity: "blocking",
        certainty: "likely",
        remedies: [{ id: "correct-operator", params: { line: 12 } }],
      });
    },
  );

  it("is only advice without a refusal: a connection may hold a kubeconfig", () => {
    expect(evaluate({ environment: composer2, dag: dagWith({ configFile: null }) })).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it("passes with Composer's kubeconfig, whatever the text says", () => {
    expect(
      evaluate({ environment: composer2, dag: dagWith({}), errorText: says("caller-is-anonymous") }),
    ).toMatchObject({
      status: "pass",
    });
  });

  it("looks at another path only where there was no login", () => {
    const dag = dagWith({ configFile: "/tmp/config" });
    expect(evaluate({ environment: composer2, dag, errorText: says("no-kubeconfig") })).toMatchObject({
      status: "fail",
    });
    expect(evaluate({ environment: composer2, dag })).toMatchObject({ status: "pass" });
  });

  it("does not judge a path that cannot be read", () => {
    expect(evaluate({ environment: composer2, dag: dagWith({ configFile: undefined }) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it.each([
    ["caller-is-anonymous", "fail"],
    ["no-kubeconfig", "fail"],
    ["unauthorized", "not-applicable"],
    ["pods-create-forbidden", "not-applicable"],
  ] as const)("without a DAG, %s alone is %s", (cause, status) => {
    expect(evaluate({ environment: composer2, errorText: says(cause) })).toMatchObject({ status });
  });

  it.each([1, 3, null] as const)("does not apply to generation %s", (generation) => {
    const given = { environment: environment({ generation }), dag: dagWith({ configFile: null }) };
    expect(evaluate({ ...given, errorText: says("caller-is-anonymous") })).toMatchObject({ status: "not-applicable" });
  });
});
