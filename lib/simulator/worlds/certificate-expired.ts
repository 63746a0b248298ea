import type { World } from "@/lib/simulator/world";

const message = "The cluster's root certificate authority has run out. Rotate the cluster's credentials.";

export const world: World = {
  name: "certificate-expired",
  title: "Nobody rotated the credentials of an old cluster, and its certificates have run out.",
  base: "zonal-peering",
  overlay: { conditions: [{ code: "CA_EXPIRING", message }] },
  place: "office",
  request: {
    vantage: "browser",
    endpoint: "public",
    kubeconfig: { endpoint: "public" },
    errorText:
      "Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-22T23:29:29Z is after 2026-11-20T07:41:09Z",
  },
  kubernetes: { certificate: "expired" },
  expected: { verdict: "blocked", cause: "certificate-expired" },
};
