import { describe, expect, it } from "vitest";
import { dagWith, environment, healthySnapshot, request, says } from "@/lib/workload/facts/testing";
import { operatorDefaultNamespace } from "./operator-default-namespace";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return operatorDefaultNamespace.evaluate(healthySnapshot(replaced));
}

describe("operator-default-namespace", () => {
  const composer2 = environment();
  const asked = request({ namespace: "composer-user-workloads", serviceAccount: "default" });

  const none = { given: false } as const;
  const inDefault = says("caller-is-workload-pool", { caller: "corp-data-prod.svc.id.goog", namespace: "default" });

  it.each([
    ["default", none, "certain", "blocking"],
    [null, none, "likely", "advisory"],
    [null, inDefault, "likely", "blocking"],
  ] as const)("fails for the namespace %s and the text %o", (namespace, errorText, certainty, severity) => {
    const given = { environment: composer2, request: asked, dag: dagWith({ namespace, line: 9 }), errorText };
    expect(evaluate(given)).toMatchObject({
      status: "fail",
      severity,
      certainty,
      remedies: [
        { id: "correct-operator", params: { line: 9 } },
        { id: "use-composer-namespace", params: {} },
      ],
    });
  });

  it.each([
    ["another operator runs where it was asked about", "composer-user-workloads"],
    ["another operator's namespace cannot be read", undefined],
  ] as const)("is only advice when %s", (_, namespace) => {
    const dag = dagWith({ namespace: "default" }, { namespace });
    expect(evaluate({ environment: composer2, request: asked, dag })).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it("passes for the namespace that was asked about", () => {
    expect(evaluate({ environment: composer2, request: asked, dag: dagWith({}) })).toMatchObject({ status: "pass" });
  });

  it("does not judge another namespace, nor one that cannot be read", () => {
    for (const namespace of ["etl", undefined]) {
      const dag = dagWith({ namespace });
      expect(evaluate({ environment: composer2, request: asked, dag })).toMatchObject({ status: "not-applicable" });
    }
  });

  it("does not apply when default is what was asked about, in Composer 3, and to clusters", () => {
    const dag = dagWith({ namespace: "default" });
    expect(evaluate({ environment: composer2, request: request({ namespace: "default" }), dag })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ environment: environment({ generation: 3 }), request: asked, dag })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ request: asked, dag })).toMatchObject({ status: "not-applicable" });
  });

  it("offers Composer's namespace only to who asked about it", () => {
    const errorText = says("pods-create-forbidden", { namespace: "default" });
    const remediesFor = (namespace: string) =>
      evaluate({ environment: composer2, request: request({ namespace }), errorText })?.remedies;
    expect(remediesFor("composer-user-workloads")).toEqual([{ id: "use-composer-namespace", params: {} }]);
    expect(remediesFor("dbt")).toEqual([]);
    const composer1 = {
      environment: environment({ generation: 1 }),
      request: asked,
      dag: dagWith({ namespace: null }),
    };
    expect(evaluate(composer1)?.remedies).toEqual([{ id: "correct-operator", params: { line: 7 } }]);
  });

  it.each([
    ["default", "fail"],
    ["composer-user-workloads", "not-applicable"],
  ])("a refusal to make pods in %s is %s", (namespace, status) => {
    const errorText = says("pods-create-forbidden", { namespace });
    expect(evaluate({ environment: composer2, request: asked, errorText })).toMatchObject({ status });
  });
});
