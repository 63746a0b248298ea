import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "clusters-get-denied",
  title: "A new colleague asks gcloud for a kubeconfig and has no role in the project yet.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    errorText:
      'ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=403, message=Required "container.clusters.get" permission(s) for "projects/{project}/locations/{location}/clusters/{name}".',
  },
  expected: { verdict: "blocked", cause: "clusters-get-denied" },
};
