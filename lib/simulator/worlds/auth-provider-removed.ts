import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "auth-provider-removed",
  title: "A kubeconfig from 2021 logs in with the gcp auth provider, which today's kubectl no longer has.",
  base: "regional-public",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public", exec: "auth-provider" },
    errorText: [
      "error: The gcp auth plugin has been removed.",
      'Please use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.',
      "See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "auth-provider-removed" },
};
