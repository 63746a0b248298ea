import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "stale-cluster-ca",
  title: "The cluster's credentials were rotated, and the kubeconfig has the CA from before.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public", ca: "other" },
    errorText:
      "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
  },
  expected: { verdict: "blocked", cause: "stale-cluster-ca" },
};
