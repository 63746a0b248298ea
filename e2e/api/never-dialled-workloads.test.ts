import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/services/context";
import { lintRequest, operatorRequest } from "@/lib/services/schema/workload-tools";
import { generateOperator } from "@/lib/services/workloads/generate-operator";
import { lintDag } from "@/lib/services/workloads/lint-dag";
import { listEnvironments } from "@/lib/services/workloads/list-environments";
import { listNames } from "@/lib/services/workloads/list-names";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { ipEndpoints, testWorkload } from "@/lib/simulator/testing";
import { boundToOwnAccount, namespaceWithAccount } from "@/lib/simulator/workload-worlds/common";
import { clusterOf } from "../support/clusters";
import { type DescribedWorkload, diagnoseWorkload } from "../support/diagnose-workload-world";
import { control } from "../support/http";
import { type Outgoing, recordOutgoing } from "../support/outgoing";
import { type SimulatedContext, simulatedContext } from "../support/simulated-context";

/** What Google would have to answer to lead Drawbridge astray: an endpoint that is none. */
const unfriendly = [
  "127.0.0.1",
  "169.254.169.254",
  "0.0.0.0",
  "::ffff:a9fe:a9fe",
  "localhost",
  "metadata.google.internal",
];

const bound = {
  googleServiceAccount: { policy: boundToOwnAccount("dbt", "runner") },
  objects: namespaceWithAccount("dbt", "runner", "{gsa}"),
};
const friendly = [
  testWorkload("analytics", { setup: bound }),
  testWorkload("airflow-env", { setup: { ...bound, environment: { generation: 2 } } }),
];
const astray = unfriendly.map((endpoint, index) =>
  testWorkload(`unfriendly-${index}`, {
    setup: bound,
    overlay: ipEndpoints({ publicEndpoint: endpoint, privateEndpoint: endpoint }),
  }),
);

let canary: Server;
let port = 0;
let caught = 0;
let simulator: Simulator;
let simulated: SimulatedContext;
let described: readonly DescribedWorkload[];
let outgoing: Outgoing;
beforeAll(async () => {
  canary = createServer(() => {
    caught += 1;
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", () => resolve()));
  const address = canary.address();
  port = typeof address === "object" && address ? address.port : 0;
  simulator = await startSimulator({ worlds: [], workloadWorlds: [...friendly, ...astray] });
  const state = (await control(simulator.control, "GET", "/state")) as { workloads: readonly DescribedWorkload[] };
  described = state.workloads;
  simulated = simulatedContext(simulator, ["corp-data-prod"]);
});
afterAll(async () => {
  canary.close();
  await simulator.close();
});
beforeEach(() => {
  outgoing = recordOutgoing();
});
afterEach(() => {
  outgoing.stop();
  expect(caught).toBe(0);
});

const worldOf = (name: string): DescribedWorkload => {
  const found = described.find(({ world }) => world === name);
  if (!found) throw new Error(`There is no world ${name}.`);
  return found;
};

/** Connections to anything but Google's endpoint and the proxy, and what the proxy was asked to connect to. */
function stray(): readonly string[] {
  const ours = [new URL(simulator.google).host, simulator.proxy];
  return outgoing.connections.filter((connection) => !ours.includes(connection));
}
const connected = () =>
  new Set(outgoing.requests.filter((line) => line.startsWith("CONNECT")).map((line) => line.split(" ")[2]));

/** The services without a proxy. */
const direct = ({ context }: SimulatedContext): ServiceContext => ({
  ...context,
  workloadSurroundings() {
    const outside = context.workloadSurroundings();
    return { ...outside, network: { ...outside.network, proxyUrl: undefined } };
  },
});

describe("what a person types about a workload is never dialled", () => {
  const hosts = ["169.254.169.254", "metadata.google.internal", "127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"];

  it.each(hosts)("%s", async (text) => {
    const host = text.replace("PORT", String(port));
    const dag = [
      "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator",
      `KubernetesPodOperator(task_id="a", namespace="https://${host}/", image="${host}/dbt:1", service_account_name="${host}",`,
      `    config_file="https://${host}/kubeconfig", in_cluster=False, env_vars={"GCE_METADATA_HOST": "${host}"})`,
    ].join("\n");
    const errorText = `HTTPSConnectionPool(host='${host}', port=443): Max retries exceeded with url: /api (Caused by ConnectTimeoutError)`;
    const email = `a@${host.replaceAll(/^[^a-z0-9]+|[^a-z0-9.:-]/g, "")}.iam.gserviceaccount.com`;
    for (const name of ["analytics", "airflow-env"]) {
      const world = worldOf(name);
      for (const differences of [
        {},
        { googleServiceAccount: email },
        { namespace: "metadata-google-internal", serviceAccount: "metadata.google.internal" },
      ]) {
        const request = { ...world.request, errorText, dag, ...differences };
        await diagnoseWorkload(simulated, { ...world, request });
      }
    }
    const { context } = simulated;
    const signal = AbortSignal.timeout(10_000);
    for (const target of [clusterOf(host), `projects/corp-data-prod/locations/${host}/environments/e`]) {
      await expect(listNames(context, { target, namespace: null }, signal)).rejects.toMatchObject({
        details: { status: 400 },
      });
    }
    await expect(listEnvironments(context, { project: host, location: null }, signal)).rejects.toThrow();
    await expect(listEnvironments(context, { project: null, location: host }, signal)).rejects.toThrow();
    expect(await lintDag(context, lintRequest.parse({ source: dag }))).toHaveProperty("findings");
    const form = { taskId: "a", image: "dbt:1", environment: [{ name: "GCE_METADATA_HOST", value: host }] };
    expect(await generateOperator(context, operatorRequest.parse({ form }))).toHaveProperty("code");

    expect(stray()).toEqual([]);
    expect(outgoing.requests.filter((line) => /^\S+ \S*(169\.254|metadata|localhost|::1)/.test(line))).toEqual([]);
    const named = await endpointsOfGoogle();
    expect(connected().size).toBeGreaterThan(0);
    for (const target of connected()) expect(named).toContain(`"${target?.replace(/:443$/, "")}"`);
  });
});

/** All that Google says of its clusters, endpoints included. */
async function endpointsOfGoogle(): Promise<string> {
  const list = new URL("v1/projects/corp-data-prod/locations/-/clusters", simulator.google);
  return JSON.stringify(await (await fetch(list, { headers: { authorization: "Bearer t" } })).json());
}

describe("a control plane that Google names is not dialled when it is", () => {
  const cases = unfriendly.map((endpoint, index) => ({ endpoint, world: `unfriendly-${index}` }));

  it.each(cases)("$endpoint, with a proxy or without", async ({ world }) => {
    for (const context of [simulated.context, direct(simulated)]) {
      const { facts, verdict } = await diagnoseWorkload({ ...simulated, context }, worldOf(world));
      expect(facts.find(({ name }) => name === "controlPlane")).toMatchObject({
        ...{ state: "unknown", detail: expect.stringMatching(/not connected to, because/) },
      });
      expect(verdict).toMatchObject({ state: "unknown", cause: null });
      const { missing } = await listNames(
        context,
        { target: clusterOf(world), namespace: "dbt" },
        AbortSignal.timeout(10_000),
      );
      expect(missing.map(({ what }) => what)).toEqual(["namespaces", "service-accounts"]);
    }
    expect(stray()).toEqual([]);
    expect([...connected()]).toEqual([]);
  });
});
