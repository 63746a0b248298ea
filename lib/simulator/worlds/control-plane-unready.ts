import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "control-plane-unready",
  title: "A zonal cluster's only control plane restarts for an upgrade while the developer works.",
  base: "zonal-peering",
  overlay: { status: "RECONCILING" },
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText: "Error from server (ServiceUnavailable): the server is currently unable to handle the request\n",
  },
  google: {
    operations: [{ operationType: "UPGRADE_MASTER", status: "RUNNING", startTime: "{now-4m}" }],
  },
  kubernetes: { status: "unavailable" },
  expected: { verdict: "blocked", cause: "control-plane-unready" },
};
