import { expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { correctLocation } from "./correct-location";

const asked = clusterView().name;

it("gives the command with the real place", () => {
  const cluster = { ...asked, location: "europe-west1-b" };
  expect(correctLocation.propose(healthySnapshot(), { cluster })).toMatchObject({
    changes: [
      {
        before: "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private",
        after: "projects/corp-data-prod/locations/europe-west1-b/clusters/analytics-private",
      },
    ],
    commands: { gcloud: expect.stringContaining("--location europe-west1-b") },
  });
});

it("changes nothing when the diagnosis is about the right place already", () => {
  expect(correctLocation.propose(healthySnapshot(), { cluster: asked })).toMatchObject({ changes: [] });
});
