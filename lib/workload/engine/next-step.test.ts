import { describe, expect, it } from "vitest";
import { type WorkloadRemedyRef, workloadRemedyTitles } from "@/lib/workload/remedies/remedy-ref";
import { workloadChecks } from "../checks";
import { nextStep } from "./next-step";

const params = {
  nodePool: "p",
  resource: "projects/p",
  role: "roles/x",
  pod: "a",
  policy: "n",
  until: "2026-01-01T12:00:00Z",
  line: 3,
};

describe("nextStep", () => {
  it.each(Object.keys(workloadRemedyTitles))("says %s in one sentence", (id) => {
    const sentence = nextStep({ id, params } as unknown as WorkloadRemedyRef, "x");
    expect(sentence).toMatch(/^[A-Z][^\n]*\.$/);
    expect(sentence).not.toContain("undefined");
  });

  it.each(workloadChecks.map(({ meta }) => meta.id))("says something for %s without a remedy", (cause) => {
    expect(nextStep(undefined, cause)).toMatch(/^[A-Z][^\n]*\.$/);
  });
});
