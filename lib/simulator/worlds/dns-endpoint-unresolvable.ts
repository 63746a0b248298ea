import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "dns-endpoint-unresolvable",
  title: "On a VM without a way to the internet, the name of the DNS endpoint does not resolve.",
  base: "dns-only",
  overlay: {},
  place: "vm-in-vpc",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "dns" },
    errorText: "Unable to connect to the server: dial tcp: lookup {dns} on 169.254.169.254:53: no such host\n",
  },
  resolver: "nxdomain",
  expected: { verdict: "blocked", cause: "dns-endpoint-unresolvable" },
};
