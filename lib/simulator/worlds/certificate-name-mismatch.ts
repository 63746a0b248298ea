import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "certificate-name-mismatch",
  title: "A tunnel ends at localhost, for which the control plane's certificate is not made out.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "private", server: "https://127.0.0.1:8443" },
    errorText:
      "Unable to connect to the server: tls: failed to verify certificate: x509: certificate is valid for {public}, {private}, 34.118.224.1, not 127.0.0.1",
  },
  expected: { verdict: "blocked", cause: "certificate-name-mismatch" },
};
