import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "wrong-location",
  title: "gcloud is told to look for the cluster in us-central1, and it is in europe-west1.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    errorText: [
      "ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=404, message=Not found: projects/{project}/locations/us-central1/clusters/{name}.",
      "Could not find [{name}] in [us-central1].",
      "Did you mean [{name}] in [{location}]?",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "wrong-location" },
};
