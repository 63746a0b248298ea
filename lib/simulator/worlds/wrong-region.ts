import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "wrong-region",
  title: "A VM in the VPC, in another region than the cluster, whose private endpoint has no global access.",
  base: "regional-private",
  overlay: { location: "us-central1" },
  place: "vm-in-vpc",
  request: {
    vantage: { address: "10.132.0.9" },
    endpoint: "private",
    errorText: "Unable to connect to the server: dial tcp {private}:443: i/o timeout\n",
  },
  expected: { verdict: "blocked", cause: "tcp-unreachable" },
};
