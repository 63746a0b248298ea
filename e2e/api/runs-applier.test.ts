import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { defaultText, policyOf } from "@/lib/access/testing";
import { isOver } from "@/lib/changes/runs/run";
import type { RunRequest, RunView } from "@/lib/services/schema/runs";
import { chris } from "@/lib/services/testing";
import { getRun } from "@/lib/services/workloads/runs/get-run";
import { requestRun } from "@/lib/services/workloads/runs/request-run";
import { stopRun } from "@/lib/services/workloads/runs/stop-run";
import { watchRun } from "@/lib/services/workloads/runs/watch-run";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorkload } from "@/lib/simulator/testing";
import { boundToOwnAccount, namespaceWithAccount } from "@/lib/simulator/workload-worlds/common";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { control } from "../support/http";
import { simulatedContext } from "../support/simulated-context";

// Real processes on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const namespace = "dbt";
const account = "dbt-runner";
const bound = { googleServiceAccount: { policy: boundToOwnAccount(namespace, account) } };
const images = [
  { image: "europe-docker.pkg.dev/corp-data-prod/dbt/denied:1", pull: "denied" as const },
  { image: "europe-docker.pkg.dev/corp-data-prod/dbt/sleep:1", program: "sleep" as const },
  { image: "europe-docker.pkg.dev/corp-data-prod/dbt/hungry:1", program: "out-of-memory" as const },
];
const worlds = [
  testWorkload("runs-bound", {
    setup: { ...bound, objects: namespaceWithAccount(namespace, account, "{gsa}"), images },
  }),
  testWorkload("runs-unbound", { setup: { objects: namespaceWithAccount(namespace, account, "{gsa}") } }),
  testWorkload("runs-unannotated", { setup: { ...bound, objects: namespaceWithAccount(namespace, account) } }),
];
const clusterOf = (world: string) => `projects/corp-data-prod/locations/europe-west1/clusters/${world}`;
const gsaOf = (world: string) => `wi-${world}@corp-data-prod.iam.gserviceaccount.com`;

let simulator: Simulator;
let databases: TestCluster;
let test: TestStore;
let context: ReturnType<typeof simulatedContext>["context"];
const appliers = new Set<ChildProcess>();

beforeAll(async () => {
  const started = await Promise.all([startSimulator({ worlds: [], workloadWorlds: worlds }), startTestCluster()]);
  [simulator, databases] = started;
  test = await databases.createStore();
  await control(simulator.control, "POST", "/updates", { podStartMs: 300 });
  const simulated = simulatedContext(simulator, ["corp-data-prod"]);
  context = { ...simulated.context, store: test.store, policy: policyOf(defaultText), newId: () => randomUUID() };
});
afterEach(async () => {
  await Promise.all([...appliers].map((child) => end(child, "SIGTERM")));
});
afterAll(async () => {
  await test?.close();
  await Promise.all([simulator?.close(), databases?.close()]);
});

/** A process of the applier's role, as an operator starts it. */
async function applier(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NODE_EXTRA_CA_CERTS: simulator.caFile,
    PORT: "0",
    DATABASE_URL: test.databaseUrl,
    DRAWBRIDGE_ROLE: "applier",
    DRAWBRIDGE_PROJECTS: "corp-data-prod",
    DRAWBRIDGE_GOOGLE_ENDPOINT: simulator.google,
    DRAWBRIDGE_GOOGLE_TOKEN_FILE: simulator.applierTokenFile,
    DRAWBRIDGE_SANDBOX_URL: simulator.control,
    DRAWBRIDGE_PROXY_URL: `http://server:x@${simulator.proxy}`,
    DRAWBRIDGE_RESOLVERS: simulator.dns.server,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "lib/server/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  appliers.add(child);
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).on("line", (line) => {
      if (line.startsWith('{"ready"')) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the applier ended with ${code} before it answered`)));
  });
  return child;
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  appliers.delete(child);
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

function probe(world: string, given: Partial<Extract<RunRequest, { kind: "probe" }>> = {}): RunRequest {
  const who = { namespace, serviceAccount: account, expected: gsaOf(world) };
  return { kind: "probe", cluster: clusterOf(world), ...who, reason: "", ...given };
}

function rehearsal(image: string): RunRequest {
  const form = { taskId: "dbt_run", namespace, serviceAccount: account, image, templates: "literal" };
  const rest = { command: [], arguments: [], environment: [], secrets: [], labels: [] };
  const logs = { container: true, eventsOnFailure: true };
  const whole = { ...form, ...rest, logs, afterwards: "delete", startupTimeoutSeconds: 600, pushXcom: false };
  const common = { cluster: clusterOf("runs-bound"), dagId: "dbt", versions: {}, reason: "" };
  return { ...common, kind: "rehearsal", form: whole as Extract<RunRequest, { kind: "rehearsal" }>["form"] };
}

const ask = (request: RunRequest) => requestRun(context, chris, request, randomUUID());

/** The run as soon as it is so, by its stream. */
async function until(id: string, done: (run: RunView) => boolean): Promise<RunView> {
  const patience = AbortSignal.timeout(60_000);
  let last: RunView | null = null;
  for await (const run of watchRun(context, chris, id, patience)) {
    if (run) last = run;
    if (run && done(run)) return run;
  }
  throw new Error(`The run stays ${JSON.stringify(last)}.`);
}

const cleaned = (id: string) => until(id, (run) => run.cleaned);

describe("an applier and a simulated cluster", () => {
  it("proves the identity of a pod, and leaves no pod behind", async () => {
    await applier();
    const asked = await ask(probe("runs-bound"));
    expect(asked).toMatchObject({ state: "queued", pod: null });
    const run = await cleaned(asked.id);
    expect(run).toMatchObject({
      ...{ state: "finished", exitCode: 0, pod: expect.stringMatching(/^drawbridge-probe-/) },
      identity: { email: gsaOf("runs-bound"), kind: "google-service-account", tokenStatus: 200, proven: true },
    });
    expect(run.events.map(({ reason }) => reason)).toEqual(expect.arrayContaining(["Scheduled", "Started"]));
    expect(JSON.stringify(run)).not.toContain("ya29.");
    const proof = await test.store.runs.latestProof(
      { project: "corp-data-prod", location: "europe-west1", cluster: "runs-bound" },
      ...([namespace, account] as const),
    );
    expect(proof).toMatchObject({ run: asked.id, email: gsaOf("runs-bound"), tokenStatus: 200 });
  });

  it("sees who a pod is where the chain is broken", async () => {
    await applier();
    const unbound = await ask(probe("runs-unbound"));
    const unannotated = await ask(probe("runs-unannotated"));
    const direct = await ask(probe("runs-unannotated", { expected: null }));
    const absent = await ask(probe("runs-bound", { serviceAccount: "nobody" }));
    expect(await cleaned(unbound.id)).toMatchObject({
      state: "finished",
      identity: { tokenStatus: 403, proven: false },
    });
    expect(await cleaned(unannotated.id)).toMatchObject({
      identity: { kind: "workload-pool", email: "corp-data-prod.svc.id.goog", proven: false },
    });
    expect(await cleaned(direct.id)).toMatchObject({
      identity: { email: "corp-data-prod.svc.id.goog", expected: null, tokenStatus: 200, proven: true },
    });
    expect(await cleaned(absent.id)).toMatchObject({
      ...{ state: "failed", pod: null, detail: expect.stringMatching(/no Kubernetes service account nobody/) },
    });
  });

  it("says why the operator's pod does not run", async () => {
    await applier();
    const [denied, hungry] = [
      await ask(rehearsal(images[0]?.image ?? "")),
      await ask(rehearsal(images[2]?.image ?? "")),
    ];
    expect(await cleaned(denied.id)).toMatchObject({
      ...{ state: "failed", detail: expect.stringMatching(/cannot be pulled.*artifactregistry\.reader/) },
    });
    expect(await cleaned(hungry.id)).toMatchObject({ state: "failed", detail: expect.stringMatching(/memory/) });
  });

  it("killed while a pod runs, leaves it to the next one, which ends and deletes it when a person says so", async () => {
    const first = await applier();
    const asked = await ask(rehearsal(images[1]?.image ?? ""));
    const { pod } = await until(asked.id, ({ state }) => state === "running");
    await end(first, "SIGKILL");
    const left = await test.store.runs.get(asked.id);
    expect(left && [isOver(left), left.cleanedAt]).toEqual([false, null]);
    await stopRun(context, chris, asked.id);
    await applier();
    expect(await cleaned(asked.id)).toMatchObject({ state: "stopped", pod, detail: "chris stopped it." });
    expect((await getRun(context, chris, asked.id)).cleaned).toBe(true);
    const { events } = await test.store.audit.list({ limit: 20, subject: `runs/${asked.id}` });
    expect(events.map(({ action }) => action).toReversed()).toEqual([
      ...["run.requested", "run.intended", "run.started", "run.running"],
      ...["run.stop-asked", "run.ended", "run.cleaned"],
    ]);
  });
});
