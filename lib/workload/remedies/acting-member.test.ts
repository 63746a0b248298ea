import { describe, expect, it } from "vitest";
import { foundCluster, gsa, request } from "@/lib/workload/facts/testing";
import { actingMember } from "./acting-member";

describe("actingMember", () => {
  const project = { id: "corp-data-prod", number: "123456789012" };
  const direct = request({ googleServiceAccount: null });

  it("is the account, or the pods' own principal", () => {
    expect(actingMember(request(), project, foundCluster())).toEqual({ member: `serviceAccount:${gsa}` });
    expect(actingMember(direct, project, foundCluster())).toEqual({
      member:
        "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/corp-data-prod.svc.id.goog/subject/ns/dbt/sa/dbt-runner",
    });
  });

  it("is not made up where a number is not known: of the project, or of the project of a fleet's pool", () => {
    const fleet = foundCluster({ workloadPool: "corp-fleet.svc.id.goog" });
    expect(actingMember(direct, undefined, foundCluster())).toHaveProperty("refused");
    expect(actingMember(direct, project, fleet)).toHaveProperty("refused");
    expect(actingMember(request(), project, fleet)).toEqual({ member: `serviceAccount:${gsa}` });
  });
});
