import { describe, expect, it } from "vitest";
import { directPrincipal, impersonationMember, parseMember } from "./member";

const pool = "corp.svc.id.goog";
const federated = "//iam.googleapis.com/projects/12/locations/global/workloadIdentityPools/corp.svc.id.goog";

describe("members of policies", () => {
  it.each([
    [`serviceAccount:${pool}[dbt/runner]`, { kind: "workload", pool, namespace: "dbt", serviceAccount: "runner" }],
    [
      `principal:${federated}/subject/ns/dbt/sa/runner`,
      { kind: "direct", projectNumber: "12", pool, namespace: "dbt", serviceAccount: "runner" },
    ],
    [`principalSet:${federated}/namespace/dbt`, { kind: "namespace-set", projectNumber: "12", pool, namespace: "dbt" }],
    [
      `principalSet:${federated}/kubernetes.cluster/https://container.googleapis.com/v1/projects/p/locations/l/clusters/c`,
      {
        kind: "pool-set",
        projectNumber: "12",
        pool,
        cluster: "https://container.googleapis.com/v1/projects/p/locations/l/clusters/c",
      },
    ],
    [`principalSet:${federated}/*`, { kind: "pool-set", projectNumber: "12", pool, cluster: null }],
    [
      `deleted:serviceAccount:${pool}[dbt/runner]?uid=1`,
      { kind: "deleted", principal: `serviceAccount:${pool}[dbt/runner]` },
    ],
    ["serviceAccount:a@corp.iam.gserviceaccount.com", { kind: "other" }],
    ["user:ana@corp.example", { kind: "other" }],
    [`serviceAccount:${pool}[dbt]`, { kind: "other" }],
    [`serviceAccount:${pool}[dbt/runner`, { kind: "other" }],
    [`principal:${federated}/namespace/dbt`, { kind: "other" }],
    [`principalSet:${federated}/attribute.x/y`, { kind: "other" }],
    ["", { kind: "other" }],
  ])("reads %s", (text, parsed) => {
    expect(parseMember(text)).toEqual(parsed);
  });

  it("reads what it writes", () => {
    const account = { pool, namespace: "dbt", serviceAccount: "runner" };
    expect(parseMember(impersonationMember(pool, "dbt", "runner"))).toEqual({ kind: "workload", ...account });
    expect(parseMember(directPrincipal({ projectNumber: "12", ...account }))).toEqual({
      kind: "direct",
      projectNumber: "12",
      ...account,
    });
  });
});
