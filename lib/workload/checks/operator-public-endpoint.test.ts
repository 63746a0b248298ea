import { describe, expect, it } from "vitest";
import { dagWith, environment, healthySnapshot, says } from "@/lib/workload/facts/testing";
import { operatorPublicEndpoint } from "./operator-public-endpoint";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return operatorPublicEndpoint.evaluate(healthySnapshot(replaced));
}

describe("operator-public-endpoint", () => {
  const operator = { kind: "GKEStartPodOperator", line: 20 } as const;
  const timedOut = says("control-plane-timeout");

  it("fails where neither endpoint is chosen and the call timed out", () => {
    expect(evaluate({ environment: environment(), dag: dagWith(operator), errorText: timedOut })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "likely",
      remedies: [{ id: "use-internal-endpoint", params: { line: 20 } }],
    });
  });

  it.each([
    ["a private environment without an error", true, "fail"],
    ["a public environment without an error", false, "not-applicable"],
  ])("for %s it is only advice, or nothing", (_, privateEnvironment, status) => {
    const finding = evaluate({ environment: environment({ privateEnvironment }), dag: dagWith(operator) });
    expect(finding).toMatchObject({ status });
    if (status === "fail") expect(finding).toMatchObject({ severity: "advisory" });
  });

  it.each([{ usesInternalIp: true }, { usesDnsEndpoint: true }])("passes with %o", (chosen) => {
    const dag = dagWith({ ...operator, ...chosen });
    expect(evaluate({ environment: environment(), dag, errorText: timedOut })).toMatchObject({ status: "pass" });
  });

  it.each([{ usesInternalIp: undefined }, { usesDnsEndpoint: undefined }])(
    "does not judge what cannot be read: %o",
    (chosen) => {
      const dag = dagWith({ ...operator, ...chosen });
      expect(evaluate({ environment: environment(), dag, errorText: timedOut })).toMatchObject({
        status: "not-applicable",
      });
    },
  );

  it("does not blame an operator with a config_file, which it does not take", () => {
    const dag = dagWith({ ...operator, configFile: "/home/airflow/composer_kube_config" });
    expect(evaluate({ environment: environment(), dag, errorText: timedOut })).toMatchObject({
      status: "not-applicable",
    });
    const both = dagWith({ ...operator, configFile: "/x" }, { ...operator, line: 30 });
    expect(evaluate({ environment: environment(), dag: both, errorText: timedOut })).toMatchObject({
      remedies: [{ params: { line: 30 } }],
    });
  });

  it("does not apply to the KubernetesPodOperator, nor without a DAG", () => {
    expect(evaluate({ environment: environment(), dag: dagWith({}), errorText: timedOut })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ environment: environment(), errorText: timedOut })).toMatchObject({ status: "not-applicable" });
  });
});
