import { expect, it } from "vitest";
import { kubeconfigOf } from "@/lib/diagnosis/checks/given/testing";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { useContext } from "./use-context";

const own = "gke_corp-data-prod_europe-west1_analytics-private";

function propose(context: string, before: string | null) {
  return useContext.propose(healthySnapshot({ kubeconfig: kubeconfigOf({ context: before }) }), { context });
}

it("switches there and back", () => {
  expect(propose(own, "prod")).toMatchObject({
    changes: [{ field: "current-context", before: "prod", after: own }],
    commands: { kubectl: `kubectl config use-context ${own}` },
    undo: "Switch back: kubectl config use-context prod",
  });
});

it("quotes names that a shell would act on", () => {
  expect(propose("it's; rm -rf $HOME", null)).toMatchObject({
    commands: { gcloud: null, kubectl: "kubectl config use-context 'it'\\''s; rm -rf $HOME'" },
    undo: null,
  });
});

it("says how to get the context of this cluster when it is not there", () => {
  expect(propose(own, null)).toMatchObject({ commands: { gcloud: expect.stringContaining("get-credentials") } });
});

it("refuses the context that is current already, and no name", () => {
  expect(propose(own, own)).toEqual({ refused: `${own} is the current context already.` });
  expect(propose("", own)).toEqual({ refused: "No context is named." });
});
