import { describe, expect, it } from "vitest";
import { conclude } from "@/lib/engine/diagnose";
import { workloadChecks } from "@/lib/workload/checks";
import { workloadSubject } from "@/lib/workload/engine/subject";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { directSnapshot, healthySnapshot } from "@/lib/workload/facts/testing";
import { workloadNote } from "./workload-note";
import type { WorkloadReport } from "./workload-report";

function noteOf(facts: WorkloadSnapshot, asked: object): string {
  const conclusion = conclude(workloadSubject, facts, workloadChecks);
  const request = {
    target: { kind: "cluster", cluster: "projects/p-1/locations/l/clusters/c" },
    ...{ namespace: "dbt", serviceAccount: "runner", googleServiceAccount: null, roles: [] },
    ...{ hasErrorText: false, hasDag: false },
    ...asked,
  };
  const report = { id: "r1", createdAt: "2026-11-01T12:00:00Z", version: 1, request, cluster: null, durationMs: 300 };
  return workloadNote({ ...report, ...conclusion } as WorkloadReport);
}

describe("the note of a chain", () => {
  it("says who was asked about, the verdict, and every link", () => {
    const note = noteOf(healthySnapshot(), { googleServiceAccount: "dbt@p-1.iam.gserviceaccount.com" });
    expect(note).toContain("- **Kubernetes service account:** `dbt/runner`");
    expect(note).toContain("- **As:** `dbt@p-1.iam.gserviceaccount.com`");
    expect(note).toMatch(/- \*\*Verdict:\*\* reachable/);
    expect(note.match(/^- [✓–?] \*\*/gm)).toHaveLength(10);
  });

  it("names the environment, and the direct principal in words", () => {
    const environment = "projects/p-1/locations/europe-west1/environments/a";
    const note = noteOf(directSnapshot(), { target: { kind: "environment", environment } });
    expect(note).toContain(`- **Composer environment:** \`${environment}\``);
    expect(note).toContain("- **As:** the direct principal");
  });
});
