import { describe, expect, it } from "vitest";
import { policyOf } from "@/lib/workload/facts/testing";
import { bindingStanding } from "./binding-standing";

const pool = "corp-data-prod.svc.id.goog";
const cluster = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" };
const account = { cluster, pool, namespace: "dbt", serviceAccount: "dbt-runner" };
const member = `serviceAccount:${pool}[dbt/dbt-runner]`;
const federated = `//iam.googleapis.com/projects/12/locations/global/workloadIdentityPools/${pool}`;
const clusterOf = (name: string) =>
  `principalSet:${federated}/kubernetes.cluster/https://container.googleapis.com/v1/projects/corp-data-prod/locations/europe-west1/clusters/${name}`;
const condition = { title: "t", expression: "x" };

function standing(...bindings: Parameters<typeof policyOf>) {
  return bindingStanding(policyOf(...bindings).policy, account);
}

describe("bindingStanding", () => {
  it.each([
    [member],
    [`principal:${federated}/subject/ns/dbt/sa/dbt-runner`],
    [`principalSet:${federated}/namespace/dbt`],
    [`principalSet:${federated}/*`],
    [clusterOf("analytics")],
  ])("%s grants", (who) => {
    expect(standing({ members: ["user:ana@corp.example", who] })).toMatchObject({ kind: "granted", member: who });
  });

  it.each([
    [clusterOf("another")],
    [`principalSet:${federated}/namespace/web`],
    [`serviceAccount:${pool}[web/frontend]`],
    [`serviceAccount:${pool}[DBT/dbt-runner`],
    ["serviceAccount:dbt-runner@corp-data-prod.iam.gserviceaccount.com"],
    ["allUsers"],
    [`principal:${federated.replace("projects/12/", "projects/corp-data-prod/")}/subject/ns/dbt/sa/dbt-runner`],
  ])("%s does not", (who) => {
    expect(standing({ members: [who] })).toMatchObject({ kind: "none" });
  });

  it("prefers what is granted to what only may be", () => {
    const conditional = { members: [member], condition };
    const deleted = { members: [`deleted:${member}?uid=1`] };
    const near = { members: [`serviceAccount:${pool}[web/dbt-runner]`] };
    const custom = { members: [member], role: "organizations/1/roles/pods" };
    expect(standing(near, deleted, custom, conditional, { members: [member] })).toMatchObject({ kind: "granted" });
    expect(standing(near, deleted, custom, conditional)).toMatchObject({ kind: "conditional", expression: "x" });
    expect(standing(near, deleted, custom)).toMatchObject({ kind: "custom-role", role: "organizations/1/roles/pods" });
    expect(standing(near, deleted)).toMatchObject({ kind: "deleted" });
    expect(standing(near)).toMatchObject({
      kind: "another",
      difference: { part: "namespace", wanted: "dbt", found: "web" },
    });
  });

  it("tells the others, once each", () => {
    const other = `serviceAccount:${pool}[web/frontend]`;
    expect(standing({ members: [other, "user:ana@corp.example"] }, { members: [other] })).toEqual({
      kind: "none",
      others: [other],
    });
    expect(standing()).toEqual({ kind: "none", others: [] });
  });

  it("ignores members of roles that give no token", () => {
    expect(standing({ members: [member], role: "roles/iam.serviceAccountUser" })).toEqual({ kind: "none", others: [] });
  });
});
