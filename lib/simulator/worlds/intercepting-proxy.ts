import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "intercepting-proxy",
  title: "The office's firewall opens TLS and signs it anew with the company's own CA.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText:
      "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
  },
  network: [{ place: "office", endpoint: "public", behaviour: "intercept-tls" }],
  expected: { verdict: "blocked", cause: "intercepting-proxy" },
};
