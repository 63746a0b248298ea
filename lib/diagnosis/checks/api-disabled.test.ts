import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { apiDisabled } from "./api-disabled";
import { says } from "./given/testing";

const missing = unobserved("needs-another-fact", "the API is off");

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return apiDisabled.evaluate(healthySnapshot(replaced));
}

describe("api-disabled", () => {
  it.each([
    {
      outcome: "api-disabled",
      summary: "Google says that the Kubernetes Engine API is not enabled in corp-data-prod.",
    },
    {
      outcome: "billing-disabled",
      summary: "Google says that billing is off in corp-data-prod, and the Kubernetes Engine API with it.",
    },
  ] as const)("fails for $outcome", ({ outcome, summary }) => {
    const clusterLookup = { outcome, message: "It is disabled." };
    expect(evaluate({ clusterLookup, cluster: missing })).toMatchObject({
      status: "fail",
      certainty: "certain",
      summary,
      bases: ["configuration"],
      remedies: [{ id: "enable-kubernetes-api", params: {} }],
    });
  });

  it.each(["found", "not-found", "perimeter-denied"] as const)("passes when the API answered: %s", (outcome) => {
    expect(evaluate({ clusterLookup: { outcome, message: "" } })).toMatchObject({ status: "pass" });
  });

  it("blames another project when the API answered for this one", () => {
    const errorText = says("gcloud-api-disabled", { project: "987654321098" });
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      summary: "The API is on in corp-data-prod, so your gcloud asked on behalf of another project, 987654321098.",
      remedies: [{ id: "correct-location", params: { cluster: clusterView().name } }],
    });
  });

  it("names no other project when the text names none, or this one", () => {
    const summary = "The API is on in corp-data-prod, so your gcloud asked on behalf of another project.";
    expect(evaluate({ errorText: says("gcloud-api-disabled") })).toMatchObject({ summary });
    expect(evaluate({ errorText: says("gcloud-api-disabled", { project: "corp-data-prod" }) })).toMatchObject({
      summary,
    });
  });

  it("believes the text when Google could not be asked, and says nothing without one", () => {
    const clusterLookup = unobserved("timed-out", "container.googleapis.com gave no answer");
    expect(evaluate({ clusterLookup, errorText: says("gcloud-billing-disabled") })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [{ id: "enable-kubernetes-api", params: {} }],
    });
    expect(evaluate({ clusterLookup })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for Google's answer", () => {
    expect(evaluate({ clusterLookup: undefined })).toBeUndefined();
  });
});
