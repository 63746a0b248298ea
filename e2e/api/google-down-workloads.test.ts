import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorkload } from "@/lib/simulator/testing";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "@/lib/simulator/workload-worlds/common";
import type { WorkloadFactName } from "@/lib/workload/facts/schema";
import { closedPort } from "../support/ask-simulated";
import { type DescribedWorkload, diagnoseWorkload } from "../support/diagnose-workload-world";
import { control } from "../support/http";
import { simulatedContext } from "../support/simulated-context";

/** One of those who are asked, and the world of whose person alone it does not answer as it should. */
type Source = {
  readonly fact: WorkloadFactName;
  readonly match: { readonly host?: "kubernetes"; readonly pathPattern: string };
  readonly differences?: Partial<WorkloadWorld>;
};

const jobUser = "roles/bigquery.jobUser";
const pool = "iam.googleapis.com/projects/{projectNumber}/locations/global/workloadIdentityPools/{pool}";
const inCluster = (world: string, rest: string) =>
  ({ host: "kubernetes", pathPattern: `/namespaces/ns-${world}${rest}` }) as const;

const sources: Readonly<Record<string, Source>> = {
  "no-cluster": { fact: "cluster", match: { pathPattern: "projects/no-cluster/locations/[^/]+/clusters/" } },
  "no-account": { fact: "googleServiceAccount", match: { pathPattern: "serviceAccounts/wi-no-account@[^:]+$" } },
  "no-policy": { fact: "policy", match: { pathPattern: "serviceAccounts/wi-no-policy@.*:getIamPolicy" } },
  "no-roles": { fact: "roles", match: { pathPattern: "projects/no-roles:getIamPolicy" } },
  /* The direct principal is named by the number that only Resource Manager tells. */
  "no-number": {
    fact: "project",
    match: { pathPattern: "projects/no-number$" },
    differences: {
      setup: {
        objects: namespaceWithAccount("ns-no-number", "runner"),
        projectRoles: { [jobUser]: [`principal://${pool}/subject/ns/ns-no-number/sa/runner`] },
      },
      request: {
        ...{ namespace: "ns-no-number", serviceAccount: "runner", googleServiceAccount: null },
        resources: [{ resource: "projects/{project}", role: jobUser }],
      },
    },
  },
  "no-composer": {
    fact: "environment",
    match: { pathPattern: "projects/no-composer/locations/[^/]+/environments/" },
    differences: {
      base: null,
      setup: { environment: { generation: 3 } },
      request: { namespace: "composer-user-workloads", serviceAccount: "default", googleServiceAccount: null },
    },
  },
  "no-namespace": { fact: "namespace", match: inCluster("no-namespace", "$") },
  "no-identity": { fact: "serviceAccount", match: inCluster("no-identity", "/serviceaccounts/") },
  "no-pods": { fact: "pods", match: inCluster("no-pods", "/pods") },
};

/** Everything is in order in them: only the answers are not. */
const worlds = Object.entries(sources).map(([name, { differences }]) => {
  const namespace = `ns-${name}`;
  return testWorkload(name, {
    project: name,
    setup: {
      googleServiceAccount: { policy: boundToOwnAccount(namespace, "runner") },
      projectRoles: { [jobUser]: ["serviceAccount:{gsa}"] },
      objects: namespaceWithAccount(namespace, "runner", "{gsa}"),
    },
    request: {
      ...{ namespace, serviceAccount: "runner", googleServiceAccount: "{gsa}" },
      resources: [{ resource: "projects/{project}", role: jobUser }],
    },
    ...differences,
  });
});
const projects = Object.keys(sources);

const html = "<!doctype html><html><body>Log in to the guest network</body></html>";
const strange =
  /is not (Google's|a cluster|of the documented form|the object|of Kubernetes')|without a reason of Kubernetes'/;
const again = /^Run again in a moment/;

type Way = readonly [name: string, fault: object, reason: RegExp, detail: RegExp, next: RegExp];
const ways: readonly Way[] = [
  ["answers 500", { status: 500 }, /^unavailable$/, /Injected fault 500/, again],
  ["answers 429", { status: 429 }, /^(rate-limited|unavailable)$/, /Injected fault 429/, again],
  ["answers 401", { status: 401 }, /^unauthenticated$/, /does not accept Drawbridge's (own )?credentials/, /^Renew /],
  [
    "answers 403",
    { status: 403 },
    /^permission-denied$/,
    /\b(container|iam|composer|resourcemanager)\.[a-zA-Z.]+/,
    /Give /,
  ],
  ["is a proxy that answers 403", { status: 403, body: html }, /^(invalid-answer|permission-denied)$/, strange, /./],
  ["is a proxy that answers 404", { status: 404, body: html }, /^invalid-answer$/, strange, /./],
  ["is a captive portal", { status: 200, body: html }, /^invalid-answer$/, strange, /./],
  ["answers nothing", { status: 200, body: "" }, /^invalid-answer$/, strange, /./],
  ["answers another JSON", { status: 200, body: { hello: "world" } }, /^invalid-answer$/, strange, /./],
  ["answers a list", { status: 200, body: [] }, /^invalid-answer$/, strange, /./],
  ["breaks off", { truncate: true }, /^unavailable$/, /the connection failed/, again],
];

type Started = { readonly simulator: Simulator; readonly workloads: readonly DescribedWorkload[] };

async function start(): Promise<Started> {
  const simulator = await startSimulator({ worlds: [], workloadWorlds: worlds });
  const { workloads } = (await control(simulator.control, "GET", "/state")) as Pick<Started, "workloads">;
  return { simulator, workloads };
}

/** Every person asks at once, each with a source that fails. */
async function askAll({ simulator, workloads }: Started, fault: object | null): Promise<readonly WorkloadReport[]> {
  const faults = fault === null ? [] : Object.values(sources).map(({ match }) => ({ match, ...fault }));
  await control(simulator.control, "POST", "/faults", faults);
  const context = simulatedContext(simulator, projects);
  return Promise.all(workloads.map((world) => diagnoseWorkload(context, world)));
}

const projectOf = ({ request: { target } }: WorkloadReport): string =>
  (target.kind === "cluster" ? target.cluster : target.environment).split("/")[1] ?? "";

/** What the report must say where that fact could not be had. */
function expectHonest(report: WorkloadReport, fact: string, [, , reason, detail, next]: Way): void {
  const { verdict, findings, facts } = report;
  const what = `${projectOf(report)}: ${JSON.stringify(verdict)}`;
  expect({ state: verdict.state, cause: verdict.cause, remedies: verdict.remedies }, what).toEqual({
    ...{ state: "unknown", cause: null, remedies: [] },
  });
  expect(
    findings.filter(({ status }) => status === "fail").map(({ check }) => check),
    what,
  ).toEqual([]);
  const missing = facts.flatMap((one) => (one.state === "unknown" ? [one] : []));
  const source = missing.find(({ name }) => name === fact);
  expect(source, what).toMatchObject({
    ...{ reason: expect.stringMatching(reason), detail: expect.stringMatching(detail) },
  });
  const told = findings.flatMap((finding) => finding.missing.map((one) => one.detail));
  expect(told, what).toContain(source?.detail);
  /* Where only what builds on it was asked for, its own words say it. */
  const asks = `Find out what is missing (${source?.detail}), then run again.`;
  expect(verdict.next === asks || next.test(verdict.next), what).toBe(true);
  for (const one of missing) {
    expect(one.detail).not.toMatch(/undefined|null|\[object|fetch failed|<html|[{}\n]|at \//);
    expect(one.detail.length).toBeLessThan(300);
  }
}

describe("a workload's verdict, where one of those who are asked", () => {
  let fast: Started;
  let slow: Started;
  let patience: Promise<{ readonly reports: readonly WorkloadReport[]; readonly milliseconds: number }>;
  beforeAll(async () => {
    [fast, slow] = await Promise.all([start(), start()]);
    const startedAt = performance.now();
    /* Begun first and waited for last: the deadlines pass while the others are asked. */
    patience = askAll(slow, { latencyMs: 60_000 }).then((reports) => ({
      ...{ reports, milliseconds: performance.now() - startedAt },
    }));
    patience.catch(() => undefined);
  });
  afterAll(() => Promise.all([fast.simulator.close(), slow.simulator.close()]));

  it("does not fail is that everything is in place", async () => {
    for (const report of await askAll(fast, null)) {
      expect(report.verdict, projectOf(report)).toMatchObject({ state: "reachable", cause: null });
    }
  });

  it.each(ways)("%s is unknown, and says what is missing", async (...way) => {
    for (const report of await askAll(fast, way[1])) {
      expectHonest(report, sources[projectOf(report)]?.fact ?? "", way);
    }
  });

  it.each([
    ["Google is not there", async () => ({ google: `http://${await closedPort()}/` }), "cluster", /ECONNREFUSED/],
    [
      "the proxy to the control planes is not there",
      async () => ({ proxy: await closedPort() }),
      "controlPlane",
      /proxy/,
    ],
  ] as const)("%s, is unknown, too", async (name, changes, fact, detail) => {
    await control(fast.simulator.control, "POST", "/faults", []);
    const context = simulatedContext({ ...fast.simulator, ...(await changes()) }, projects);
    const world = fast.workloads.find((one) => one.world === "no-pods");
    if (!world) throw new Error("There is no such world.");
    expectHonest(await diagnoseWorkload(context, world), fact, [name, {}, /^unavailable$/, detail, /./]);
  });

  it("is slow past every deadline is unknown, and in time", async () => {
    const { reports, milliseconds } = await patience;
    expect(milliseconds).toBeLessThan(12_000);
    for (const report of reports) {
      const way: Way = ["", {}, /^timed-out$/, /gave no answer within \d\.0 s/, again];
      expectHonest(report, sources[projectOf(report)]?.fact ?? "", way);
    }
  });
});
