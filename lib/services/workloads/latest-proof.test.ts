import { describe, expect, it } from "vitest";
import type { Store } from "@/lib/store/store";
import type { StepProgress, WorkloadStep } from "@/lib/workload/remedies/steps";
import { latestProof } from "./latest-proof";

const cluster = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" };
const proof = { run: "r", at: "2026-01-01T12:00:00.000Z", email: "p.svc.id.goog", tokenStatus: 200, scopes: [] };

function storeWith(step: WorkloadStep | null, state: StepProgress["state"], at: string | null) {
  const steps = step && [{ step, state, detail: "", made: null, at }];
  return {
    runs: { latestProof: async () => proof },
    updates: { list: async () => ({ updates: [{ steps }], nextCursor: null }) },
  } as unknown as Pick<Store, "runs" | "updates">;
}

const annotate = (serviceAccount: string): WorkloadStep => ({
  kind: "annotate",
  namespace: "dbt",
  serviceAccount,
  before: null,
  after: "a@p.iam.gserviceaccount.com",
});
const before = "2026-01-01T11:59:59.000Z";
const after = "2026-01-01T12:00:00.000Z";
const metadata: WorkloadStep = { kind: "set-node-metadata", nodePool: "p", before: "gce", after: "gke" };

describe("latestProof", () => {
  it.each([
    ["nothing was changed", null, "done", null, true],
    ["the annotation was changed before", annotate("dbt-runner"), "done", before, true],
    ["the annotation was changed since", annotate("dbt-runner"), "done", after, false],
    ["it was so already", annotate("dbt-runner"), "already", after, true],
    ["another account was annotated", annotate("web"), "done", after, true],
    ["the nodes were changed since", metadata, "done", after, false],
    ["another namespace was made", { kind: "create-namespace", namespace: "web" }, "done", after, true],
    ["the namespace was made anew", { kind: "create-namespace", namespace: "dbt" }, "done", after, false],
    [
      "a binding was added, which IAM follows later",
      { kind: "add-binding", googleServiceAccount: "a@p.iam.gserviceaccount.com", member: "m" },
      "done",
      after,
      true,
    ],
  ] as const)("when %s", async (_, step, state, at, counts) => {
    const found = await latestProof(storeWith(step, state, at), cluster, "dbt", "dbt-runner");
    expect(found).toEqual(counts ? proof : null);
  });
});
