import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { enableKubernetesApi } from "./enable-kubernetes-api";

function propose(outcome: FactValues["clusterLookup"]["outcome"]) {
  return enableKubernetesApi.propose(healthySnapshot({ clusterLookup: { outcome, message: "" } }), {});
}

describe("enable-kubernetes-api", () => {
  it("enables the service, as gcloud and as Terraform", () => {
    expect(propose("api-disabled")).toMatchObject({
      risk: "safe",
      permissions: ["serviceusage.services.enable"],
      commands: {
        gcloud: "gcloud services enable container.googleapis.com --project corp-data-prod",
        kubectl: null,
        terraform: expect.stringContaining('project            = "corp-data-prod"'),
      },
      undo: expect.stringContaining("gcloud services disable container.googleapis.com --project corp-data-prod"),
    });
  });

  it("links a billing account first when billing is off", () => {
    const plan = propose("billing-disabled");
    expect(plan).toMatchObject({ title: "Turn on billing for corp-data-prod" });
    expect("refused" in plan ? [] : plan.commands.gcloud?.replaceAll("\\\n  ", "").split("\n")).toEqual([
      "gcloud billing projects link corp-data-prod --billing-account BILLING_ACCOUNT_ID",
      "gcloud services enable container.googleapis.com --project corp-data-prod",
    ]);
  });

  it.each(["found", "not-found", "perimeter-denied"] as const)("refuses when Google answered %s", (outcome) => {
    expect(propose(outcome)).toHaveProperty("refused");
  });

  it("enables the service where Drawbridge could not ask, and only the person's error tells", () => {
    const clusterLookup = unobserved("permission-denied", "container.clusters.get");
    expect(enableKubernetesApi.propose(healthySnapshot({ clusterLookup }), {})).toMatchObject({ risk: "safe" });
  });
});
