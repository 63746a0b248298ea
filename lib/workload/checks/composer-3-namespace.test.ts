import { describe, expect, it } from "vitest";
import { composer3Snapshot, environment, gsa, request } from "@/lib/workload/facts/testing";
import { composer3Namespace } from "./composer-3-namespace";

function evaluate(replaced: Parameters<typeof composer3Snapshot>[0]) {
  return composer3Namespace.evaluate(composer3Snapshot(replaced));
}

describe("composer-3-namespace", () => {
  const target = {
    kind: "environment",
    environment: { project: "corp-data-prod", location: "europe-west1", environment: "airflow-prod" },
  } as const;
  const ask = (namespace: string, serviceAccount: string, googleServiceAccount: string | null = null) =>
    request({ target, namespace, serviceAccount, googleServiceAccount });

  it.each([
    ["dbt", "default"],
    ["default", "default"],
    ["composer-user-workloads", "dbt-runner"],
  ])("fails for %s/%s", (namespace, serviceAccount) => {
    expect(evaluate({ request: ask(namespace, serviceAccount) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [{ id: "use-composer-namespace", params: {} }],
    });
  });

  it.each([null, "composer-environment@corp-data-prod.iam.gserviceaccount.com"])(
    "passes for Composer's own namespace and account, acting as %s",
    (account) => {
      expect(evaluate({ request: ask("composer-user-workloads", "default", account) })).toMatchObject({
        status: "pass",
      });
    },
  );

  it("does not know whether a pod can act as another account", () => {
    expect(evaluate({ request: ask("composer-user-workloads", "default", gsa) })).toMatchObject({
      status: "unknown",
      missing: [{ reason: "not-observable" }],
    });
  });

  it.each([1, 2, null] as const)("does not apply to generation %s", (generation) => {
    expect(evaluate({ request: ask("dbt", "default"), environment: environment({ generation }) })).toMatchObject({
      status: "not-applicable",
    });
  });
});
