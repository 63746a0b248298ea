import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "tls-failed",
  title: "The office's VPN swallows large packets: TCP connects, and the TLS handshake is never answered.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText: "Unable to connect to the server: net/http: TLS handshake timeout\n",
  },
  network: [{ place: "office", endpoint: "public", behaviour: "stall-tls" }],
  expected: { verdict: "blocked", cause: "tls-failed" },
};
