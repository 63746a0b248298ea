import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "dns-endpoint-ca-pinned",
  title: "Somebody put the DNS endpoint's name into an old kubeconfig and left the cluster's CA in it.",
  base: "dns-only",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "dns", ca: "cluster" },
    errorText:
      'Unable to connect to the server: Get "https://{dns}/api?timeout=32s": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  },
  expected: { verdict: "blocked", cause: "dns-endpoint-ca-pinned" },
};
