import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { wrongLocation } from "./wrong-location";

const asked = clusterView().name;
const notFound = { outcome: "not-found", message: "Not found." } as const;
const missing = unobserved("needs-another-fact", "the cluster was not found");

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return wrongLocation.evaluate(healthySnapshot(replaced));
}

function among(...locations: readonly string[]) {
  return { clusters: locations.map((location) => ({ name: { ...asked, location }, hosts: [] })), missingZones: [] };
}

describe("wrong-location", () => {
  it("passes when Google found the cluster", () => {
    expect(evaluate({})).toMatchObject({ status: "pass", bases: ["configuration"] });
  });

  it("names every other place that has a cluster of this name", () => {
    const siblings = among("europe-west1-b", "us-central1");
    expect(evaluate({ clusterLookup: notFound, cluster: missing, siblings })).toMatchObject({
      status: "fail",
      summary: "analytics-private is not in europe-west1. There is one in europe-west1-b and in us-central1.",
      remedies: [
        { id: "correct-location", params: { cluster: { ...asked, location: "europe-west1-b" } } },
        { id: "correct-location", params: { cluster: { ...asked, location: "us-central1" } } },
      ],
    });
  });

  it("says deleted or never there when no other place has it", () => {
    const siblings = {
      clusters: [{ name: { ...asked, cluster: "reporting", location: "us-central1" }, hosts: [] }],
      missingZones: [],
    };
    expect(evaluate({ clusterLookup: notFound, cluster: missing, siblings })).toMatchObject({
      status: "fail",
      summary:
        "analytics-private is not in europe-west1, nor anywhere else in corp-data-prod: it was deleted, or never was there.",
      remedies: [],
    });
  });

  it.each([
    { siblings: unobserved("permission-denied", "container.clusters.list"), unread: "could not be read." },
    { siblings: { clusters: [], missingZones: ["us-east1-d"] }, unread: "could not be read for us-east1-d." },
  ])("does not claim to have looked everywhere: $unread", ({ siblings, unread }) => {
    expect(evaluate({ clusterLookup: notFound, cluster: missing, siblings })?.summary).toContain(unread);
  });

  it("waits for the other clusters only when Google did not find this one", () => {
    expect(evaluate({ clusterLookup: notFound, cluster: missing, siblings: undefined })).toBeUndefined();
    expect(evaluate({ siblings: undefined })).toMatchObject({ status: "pass" });
    expect(evaluate({ clusterLookup: undefined })).toBeUndefined();
  });

  it("fails for gcloud's own suggestion", () => {
    const errorText = says("gcloud-cluster-not-found", {
      cluster: "analytics-private",
      location: "us-central1",
      project: "corp-data-prod",
      suggestedLocation: "europe-west1",
    });
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      certainty: "certain",
      summary:
        "gcloud looked for analytics-private in us-central1 (corp-data-prod), and the cluster is analytics-private in europe-west1 (corp-data-prod). gcloud itself suggests europe-west1.",
      remedies: [{ id: "correct-location", params: { cluster: asked } }],
    });
  });

  it("is likely when gcloud looked elsewhere and suggested nothing", () => {
    const errorText = says("gcloud-cluster-not-found", { project: "corp-data-test" });
    expect(evaluate({ errorText })).toMatchObject({ status: "fail", certainty: "likely" });
  });

  it("passes when gcloud looked in this very place: the cluster is there now", () => {
    const errorText = says("gcloud-cluster-not-found", { location: asked.location, cluster: asked.cluster });
    expect(evaluate({ errorText })).toMatchObject({ status: "pass" });
  });

  it.each(["gcloud-location-missing", "gcloud-project-missing"] as const)("fails for %s", (cause) => {
    expect(evaluate({ errorText: says(cause) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      summary:
        "gcloud was not told where to look, and the cluster is analytics-private in europe-west1 (corp-data-prod).",
    });
  });

  it("takes gcloud's suggestion, and nothing less, when Google could not be asked", () => {
    const clusterLookup = unobserved("permission-denied", "container.clusters.get on corp-data-prod");
    const suggestion = says("gcloud-cluster-not-found", {
      location: "europe-west1",
      suggestedLocation: "europe-west4",
    });
    expect(evaluate({ clusterLookup, errorText: { given: false } })).toMatchObject({ status: "unknown" });
    expect(evaluate({ clusterLookup, errorText: says("gcloud-cluster-not-found") })).toMatchObject({
      status: "unknown",
    });
    expect(
      evaluate({ clusterLookup, errorText: says("gcloud-cluster-not-found", { suggestedLocation: "europe-west4" }) }),
    ).toMatchObject({
      status: "fail",
      remedies: [{ id: "correct-location", params: { cluster: { ...asked, location: "europe-west4" } } }],
    });
    expect(evaluate({ clusterLookup, errorText: suggestion })).toMatchObject({ status: "fail" });

    const siblings = unobserved("permission-denied", "container.clusters.list");
    expect(
      evaluate({ clusterLookup: notFound, cluster: missing, siblings, errorText: suggestion })?.remedies,
    ).toHaveLength(1);
  });

  it("does not apply when Google refused for another reason", () => {
    const clusterLookup = { outcome: "api-disabled", message: "" } as const;
    expect(evaluate({ clusterLookup, cluster: missing })).toMatchObject({ status: "not-applicable" });
  });
});
