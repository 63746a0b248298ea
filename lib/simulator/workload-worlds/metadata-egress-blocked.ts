import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "metadata-egress-blocked",
  title: "A policy for egress lets the pods reach the warehouse and DNS, and forgets the metadata server.",
  base: "regional-private",
  overlay: { networkConfig: { datapathProvider: "ADVANCED_DATAPATH" } },
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: [
      ...namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "only-google", namespace: "dbt" },
        spec: {
          podSelector: {},
          policyTypes: ["Egress"],
          egress: [
            { to: [{ ipBlock: { cidr: "199.36.153.8/30" } }], ports: [{ protocol: "TCP", port: 443 }] },
            { ports: [{ protocol: "UDP", port: 53 }] },
          ],
        },
      },
    ],
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "metadata-egress-blocked" },
};
