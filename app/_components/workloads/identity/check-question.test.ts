import { describe, expect, it } from "vitest";
import { emptyWorkloadQuestion, type WorkloadQuestion } from "@/app/_client/workload-question";
import { checkQuestion } from "./check-question";

const good: WorkloadQuestion = {
  ...emptyWorkloadQuestion,
  target: "cluster",
  cluster: "projects/corp-data-prod/locations/europe-west1/clusters/analytics",
  namespace: "dbt",
  serviceAccount: "runner",
  googleServiceAccount: "dbt@corp-data-prod.iam.gserviceaccount.com",
};

describe("what is wrong with a question about a workload", () => {
  it("is nothing when it can be asked, blank rows of roles included", () => {
    expect(checkQuestion({ ...good, roles: [{ resource: "", role: " " }] }).size).toBe(0);
    expect(checkQuestion({ ...good, identity: "direct", googleServiceAccount: "" }).size).toBe(0);
  });

  it.each([
    [{ target: "environment" as const }, "target.environment", "Choose a Composer environment."],
    [{ cluster: null }, "target.cluster", "Choose a cluster."],
    [{ namespace: " " }, "namespace", "Name the namespace that the pod runs in."],
    [
      { googleServiceAccount: "" },
      "googleServiceAccount",
      "Name the Google service account, or choose the direct principal.",
    ],
    [{ namespace: "Dbt" }, "namespace", "This must be lower-case letters"],
    [{ serviceAccount: "a_b" }, "serviceAccount", "This must be lower-case letters"],
    [{ googleServiceAccount: "dbt" }, "googleServiceAccount", "This must be the e-mail address"],
    [{ errorText: "a\0b" }, "errorText", "This holds NUL characters"],
  ])("%j is said at its field", (part, path, message) => {
    const problems = checkQuestion({ ...good, ...part });
    expect([...problems.keys()]).toEqual([path]);
    expect(problems.get(path)).toContain(message);
  });

  it("is said at the row that the person sees, past rows that are blank", () => {
    const roles = [
      { resource: "", role: "" },
      { resource: "corp-data-prod", role: "roles/bigquery.jobUser" },
    ];
    expect([...checkQuestion({ ...good, roles }).keys()]).toEqual(["roles.1.resource"]);
  });
});
