import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "annotation-unwanted",
  title: "The pod's own principal has the role, and an old annotation turns the pod into another account.",
  base: "regional-private",
  overlay: {},
  setup: { objects: namespaceWithAccount("reports", "reader", "{gsa}") },
  request: { namespace: "reports", serviceAccount: "reader", googleServiceAccount: null },
  expected: { verdict: "blocked", cause: "annotation-unwanted" },
};
