import { expect, it } from "vitest";
import { clustersOfWorlds } from "@/lib/simulator/cluster/simulated-cluster";
import { SimulatorState } from "@/lib/simulator/state";
import { testWorkload, testWorld } from "@/lib/simulator/testing";
import { asClusterWorld } from "@/lib/simulator/workload-world";
import { describeState } from "./describe-state";

const workloadWorlds = [
  testWorkload("own-cluster", {
    title: "Somebody in {project}.",
    request: {
      namespace: "dbt",
      serviceAccount: "runner",
      googleServiceAccount: "{gsa}",
      resources: [{ resource: "projects/{project}", role: "roles/bigquery.jobUser" }],
      errorText: "{gsa} does not have bigquery.jobs.create permission in project {project}",
      dag: 'f"{name} of {project}"',
    },
  }),
  testWorkload("composer-two", { base: "autopilot", setup: { environment: { generation: 2 } } }),
  testWorkload("composer-three", {
    base: null,
    project: "airflow-1",
    setup: { environment: { generation: 3 } },
    request: { target: "cluster", namespace: "ns", serviceAccount: "ksa", googleServiceAccount: null },
  }),
];

it("tells the two pages' situations apart, with requests that can be sent as they are", () => {
  const clusters = [testWorld("plain"), ...workloadWorlds.flatMap((world) => asClusterWorld(world) ?? [])];
  const state = new SimulatorState(() => clustersOfWorlds(clusters), { workloadWorlds });
  const { worlds, workloads } = describeState(state, () => ({ cluster: "ca", other: "other" }));
  expect(worlds).toMatchObject([{ name: "plain" }]);
  const home = "projects/corp-data-prod/locations/europe-west1";
  const gsa = "wi-own-cluster@corp-data-prod.iam.gserviceaccount.com";
  expect(workloads).toEqual([
    {
      world: "own-cluster",
      title: "Somebody in corp-data-prod.",
      project: "corp-data-prod",
      cluster: `${home}/clusters/own-cluster`,
      environment: null,
      request: {
        target: "cluster",
        namespace: "dbt",
        serviceAccount: "runner",
        googleServiceAccount: gsa,
        resources: [{ resource: "projects/corp-data-prod", role: "roles/bigquery.jobUser" }],
        errorText: `${gsa} does not have bigquery.jobs.create permission in project corp-data-prod`,
        dag: 'f"{name} of corp-data-prod"',
      },
      expected: { verdict: "reachable", cause: null },
    },
    expect.objectContaining({
      cluster: `${home}/clusters/composer-two`,
      environment: `${home}/environments/composer-two`,
      request: expect.objectContaining({ target: "environment" }),
    }),
    expect.objectContaining({
      project: "airflow-1",
      cluster: null,
      environment: "projects/airflow-1/locations/europe-west1/environments/composer-three",
      request: expect.objectContaining({ target: "cluster", googleServiceAccount: null }),
    }),
  ]);
});
