import { expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { waitForCluster } from "./wait-for-cluster";

const nothing = { public: { address: null }, private: { address: null }, dns: { host: null } };

it.each(["PROVISIONING", "RECONCILING"] as const)("asks until a cluster that is %s is RUNNING", (status) => {
  expect(waitForCluster.propose(healthySnapshot({ cluster: clusterView({ status }) }), {})).toMatchObject({
    risk: "none",
    steps: [
      {
        request: {
          method: "GET",
          path: "/v1/projects/corp-data-prod/locations/europe-west1/clusters/analytics-private",
          body: null,
        },
      },
      { request: null },
    ],
    changes: [{ field: "status", before: status, after: "RUNNING" }],
    commands: { gcloud: expect.stringContaining("'value(status,statusMessage)'") },
  });
});

it("waits for the endpoint of a cluster that is RUNNING without one", () => {
  const cluster = clusterView({ endpoints: nothing });
  expect(waitForCluster.propose(healthySnapshot({ cluster }), {})).not.toHaveProperty("refused");
});

it.each([
  ["that is RUNNING", clusterView()],
  ["that cannot be read", unobserved("permission-denied", "container.clusters.get")],
])("asks the control plane of a cluster %s", (_, cluster) => {
  expect(waitForCluster.propose(healthySnapshot({ cluster }), {})).toMatchObject({
    changes: [],
    commands: { kubectl: expect.stringContaining("--raw=/readyz") },
  });
});

it.each(["STOPPING", "ERROR"] as const)("refuses for %s, and names it", (status) => {
  expect(waitForCluster.propose(healthySnapshot({ cluster: clusterView({ status }) }), {})).toEqual({
    refused: expect.stringContaining(status),
  });
});
