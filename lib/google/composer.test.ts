import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getEnvironment, listEnvironments } from "./composer";
import { googleRest, type Rest } from "./rest";
import { type GoogleUnderTest, startGoogle } from "./testing";

let google: GoogleUnderTest;
let rest: Rest;
beforeAll(async () => {
  google = await startGoogle();
  rest = googleRest(google.settings, google.identity);
});
afterAll(() => google.close());

const patient = () => AbortSignal.timeout(10_000);
const ok = (json: unknown) => ({ status: 200, json });
const asked = () => google.seen.map(({ method, path }) => `${method} ${path}`);
const email = "airflow@corp-data-prod.iam.gserviceaccount.com";
const environmentName = { project: "corp-data-prod", location: "europe-west1", environment: "etl" };

describe("Composer", () => {
  const name = "projects/corp-data-prod/locations/europe-west1/environments/etl";
  const bare = {
    name: "etl",
    location: "europe-west1",
    project: "corp-data-prod",
    state: "STATE_UNSPECIFIED",
    generation: null,
    imageVersion: "",
    cluster: null,
    network: "",
    subnetwork: "",
    serviceAccount: "",
    pypiPackages: {},
    dagGcsPrefix: "",
    airflowUri: "",
    privateEnvironment: false,
    publicEndpointDisabled: null,
    authorizedNetworks: null,
    connectionType: null,
  };

  it("an environment that says nothing", async () => {
    google.answer(ok({ name }));
    expect(await getEnvironment(rest, environmentName, patient())).toEqual(bare);
    expect(asked()).toEqual([`GET /v1/${name}`]);
  });

  it("a private environment of generation 2", async () => {
    const cluster = { project: "corp-data-prod", location: "europe-west1", cluster: "europe-west1-etl-gke" };
    google.answer(
      ok({
        name,
        state: "RUNNING",
        config: {
          gkeCluster: "projects/corp-data-prod/locations/europe-west1/clusters/europe-west1-etl-gke",
          dagGcsPrefix: "gs://bucket/dags",
          airflowUri: "https://x",
          softwareConfig: {
            imageVersion: "composer-2.11.3-airflow-2.10.2",
            pypiPackages: { "apache-airflow-providers-cncf-kubernetes": "==10.1.0", other: "" },
          },
          nodeConfig: { network: "n", subnetwork: "s", serviceAccount: email },
          privateEnvironmentConfig: {
            enablePrivateEnvironment: true,
            privateClusterConfig: { enablePrivateEndpoint: true },
            networkingConfig: { connectionType: "PRIVATE_SERVICE_CONNECT" },
          },
          masterAuthorizedNetworksConfig: { enabled: true, cidrBlocks: [{ cidrBlock: "10.0.0.0/8" }] },
        },
      }),
    );
    expect(await getEnvironment(rest, environmentName, patient())).toEqual({
      ...bare,
      state: "RUNNING",
      generation: 2,
      imageVersion: "composer-2.11.3-airflow-2.10.2",
      cluster,
      network: "n",
      subnetwork: "s",
      serviceAccount: email,
      pypiPackages: { "apache-airflow-providers-cncf-kubernetes": "==10.1.0", other: "" },
      dagGcsPrefix: "gs://bucket/dags",
      airflowUri: "https://x",
      privateEnvironment: true,
      publicEndpointDisabled: true,
      authorizedNetworks: { enabled: true, cidrBlocks: [{ cidrBlock: "10.0.0.0/8", displayName: "" }] },
      connectionType: "PRIVATE_SERVICE_CONNECT",
    });
  });

  it.each([
    ["composer-1.20.12-airflow-1.10.15", 1],
    ["composer-2.11.3-airflow-2.10.2", 2],
    ["composer-2-airflow-2", 2],
    ["composer-3-airflow-2.11.1-build.14", 3],
    ["composer-latest-airflow-2", null],
    ["composer-20.1.0-airflow-2", null],
    ["", null],
  ])("%j is of generation %s", async (imageVersion, generation) => {
    google.answer(ok({ name, config: { softwareConfig: { imageVersion } } }));
    expect((await getEnvironment(rest, environmentName, patient())).generation).toBe(generation);
  });

  it("lists a location page by page; an empty one says nothing", async () => {
    google.answer(ok({ environments: [{ name }], nextPageToken: "a/b" }), ok({}));
    expect(await listEnvironments(rest, "corp-data-prod", "europe-west1", patient())).toEqual([bare]);
    const path = "/v1/projects/corp-data-prod/locations/europe-west1/environments?pageSize=100";
    expect(asked()).toEqual([`GET ${path}`, `GET ${path}&pageToken=a%2Fb`]);
  });

  it("does not leave the path that it was given a part of", async () => {
    google.answer(ok({ name }));
    await getEnvironment(rest, { ...environmentName, environment: "a/../b?c" }, patient());
    expect(google.seen[0]?.path).toBe("/v1/projects/corp-data-prod/locations/europe-west1/environments/a%2F..%2Fb%3Fc");
  });
});
