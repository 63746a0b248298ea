import { describe, expect, it } from "vitest";
import type { StepProgress, WorkloadStep } from "./steps";
import { stepsBack } from "./steps-back";

const at = "2026-01-01T12:00:00Z";
const account = { namespace: "dbt", serviceAccount: "runner" };
const email = "a@p.iam.gserviceaccount.com";
const member = "serviceAccount:p.svc.id.goog[dbt/runner]";

function entry(step: WorkloadStep, state: StepProgress["state"] = "done", uid: string | null = null): StepProgress {
  return { step, state, detail: "", made: uid === null ? null : { uid }, at };
}

const ns: WorkloadStep = { kind: "create-namespace", namespace: "dbt" };
const ksa: WorkloadStep = { kind: "create-service-account", ...account };
const annotate: WorkloadStep = { kind: "annotate", ...account, before: null, after: email };
const bind: WorkloadStep = { kind: "add-binding", googleServiceAccount: email, member };

describe("stepsBack", () => {
  it("takes back what was made, the last first, and leaves what was there", () => {
    expect(stepsBack([entry(ns, "already"), entry(ksa, "done", "u2"), entry(annotate), entry(bind)])).toEqual({
      steps: [
        { kind: "remove-binding", googleServiceAccount: email, member },
        { kind: "annotate", ...account, before: email, after: null },
        { kind: "delete-service-account", ...account, uid: "u2" },
      ],
      stays: [],
    });
  });

  it.each<[WorkloadStep, WorkloadStep]>([
    [
      { kind: "enable-workload-identity", workloadPool: "p" },
      { kind: "disable-workload-identity", workloadPool: "p" },
    ],
    [
      { kind: "set-node-metadata", nodePool: "a", before: "unspecified", after: "gke" },
      { kind: "set-node-metadata", nodePool: "a", before: "gke", after: "gce" },
    ],
    [{ kind: "delete-namespace", namespace: "dbt", uid: "u" }, ns],
    [{ kind: "delete-service-account", ...account, uid: "u" }, ksa],
    [{ kind: "remove-binding", googleServiceAccount: email, member }, bind],
  ])("of %j is %j", (step, back) => {
    expect(stepsBack([entry(step)]).steps).toEqual([back]);
  });

  it("leaves what may be somebody else's, and says so", () => {
    expect(stepsBack([entry(ns), entry(ksa, "done", "u2")])).toEqual({
      steps: [{ kind: "delete-service-account", ...account, uid: "u2" }],
      stays: [expect.stringMatching(/Create the namespace dbt.*no answer was seen/)],
    });
  });

  it.each<StepProgress["state"]>(["waiting", "open", "already", "failed"])(
    "does nothing for a step that is %s",
    (state) => {
      expect(stepsBack([entry(bind, state)])).toEqual({ steps: [], stays: [] });
    },
  );
});
