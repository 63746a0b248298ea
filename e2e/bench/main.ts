import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../support/sandbox";
import { benchGrants, type GrantsBench } from "./grants";
import { type Scenario, scenarios } from "./scenarios";
import { benchWorkloads, median, type WorkloadsBench } from "./workloads";

/*
 * How long a person waits for the first verdict, as a ratio to the slowest chain of deciding facts, and to the commands
 * that the person would run by hand. And what 25 people cost who ask for access to one cluster at once: how many updates,
 * and how long, compared with one operation of Google's, beside two other algorithms. And a round through the chain from a
 * pod to its identity. Ratios within one run: absolute times
 * mean nothing on a shared machine.
 *
 * usage: npm run bench [-- --json] [-- --runs N] [-- --only verdict|grants|workloads]
 */
const runs = Number(argument("--runs") ?? 7);

type Result = {
  readonly scenario: string;
  readonly criticalPathMs: number;
  readonly firstVerdictMs: number;
  readonly ratio: number;
};

async function main(): Promise<void> {
  const only = argument("--only");
  const wanted = (part: string) => only === undefined || only === part;
  const verdicts = wanted("verdict") ? await benchVerdicts() : undefined;
  const workloads = wanted("workloads") ? await benchChain() : undefined;
  const grants = wanted("grants") ? await benchGrants() : undefined;
  if (verdicts) print(verdicts.firstVerdict, verdicts.byHand);
  if (workloads) printWorkloads(workloads);
  if (grants) printGrants(grants);
  if (process.argv.includes("--json")) {
    const { firstVerdict, byHand } = verdicts ?? {};
    console.log(JSON.stringify({ firstVerdict, byHand: byHand ?? null, workloads, grants }));
  }
}

async function benchVerdicts(): Promise<{
  readonly firstVerdict: readonly Result[];
  readonly byHand: Manual | undefined;
}> {
  const sandbox = await startSandbox();
  try {
    const firstVerdict: Result[] = [];
    for (const scenario of scenarios) firstVerdict.push(await measure(sandbox, scenario));
    return { firstVerdict, byHand: await manualProcedure(sandbox) };
  } finally {
    await sandbox.close();
  }
}

async function benchChain(): Promise<WorkloadsBench> {
  const sandbox = await startSandbox();
  try {
    return await benchWorkloads(sandbox, runs);
  } finally {
    await sandbox.close();
  }
}

async function measure(sandbox: Sandbox, scenario: Scenario): Promise<Result> {
  await control(sandbox, "/faults", scenario.latencies);
  await control(sandbox, "/place", { place: scenario.place });
  const times: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const elapsed = await firstVerdict(sandbox, scenario);
    if (run > 0) times.push(elapsed);
  }
  await control(sandbox, "/faults", []);
  const firstVerdictMs = median(times);
  return {
    scenario: scenario.name,
    criticalPathMs: scenario.criticalPathMs,
    firstVerdictMs,
    ratio: firstVerdictMs / scenario.criticalPathMs,
  };
}

/** Milliseconds from the request to the first verdict line, which has to be the right one already. */
async function firstVerdict({ url }: Sandbox, { world, vantage, verdict }: Scenario): Promise<number> {
  const cluster = `projects/corp-data-prod/locations/europe-west1/clusters/${world}`;
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/diagnoses`, {
    method: "POST",
    body: JSON.stringify({ cluster, vantage: { kind: vantage } }),
  });
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = JSON.parse(line) as { type: string; verdict?: { state: string; cause: string | null } };
      if (event.type !== "verdict") continue;
      const said = event.verdict?.cause ?? event.verdict?.state;
      if (said !== verdict) throw new Error(`${world}: the first verdict was ${said}, not ${verdict}`);
      return performance.now() - startedAt;
    }
  }
  throw new Error(`${world}: no verdict (HTTP ${response.status})`);
}

type Manual = { readonly describeMs: number; readonly getMs: number; readonly drawbridgeMs: number };

/** `gcloud … describe` and `kubectl get ns` against the same sandbox without latencies; undefined where they are not installed. */
async function manualProcedure(sandbox: Sandbox): Promise<Manual | undefined> {
  const missing = ["gcloud", "kubectl", "gke-gcloud-auth-plugin"].filter(
    (name) => spawnSync("which", [name]).status !== 0,
  );
  if (missing.length > 0) {
    console.error(`SKIPPED: the manual procedure, because this machine has no ${missing.join(", ")}.`);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-bench-"));
  const exports = await (await fetch(`${sandbox.url}/api/sandbox/env?place=office`)).text();
  const sh = (command: string) => {
    const startedAt = performance.now();
    const { status, stderr } = spawnSync("bash", ["-c", `${exports}\n${command}`], { encoding: "utf8", cwd: folder });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
    return performance.now() - startedAt;
  };
  const flags = "healthy-public --location europe-west1 --project corp-data-prod";
  sh(`gcloud container clusters get-credentials ${flags}`);
  const times = { describe: [] as number[], get: [] as number[], ours: [] as number[] };
  const healthy = { world: "healthy-public", vantage: "server", verdict: "reachable" } as Scenario;
  for (let run = 0; run < runs; run += 1) {
    times.describe.push(sh(`gcloud container clusters describe ${flags}`));
    times.get.push(sh("kubectl get ns"));
    times.ours.push(await firstVerdict(sandbox, healthy));
  }
  rmSync(folder, { recursive: true, force: true });
  return { describeMs: median(times.describe), getMs: median(times.get), drawbridgeMs: median(times.ours) };
}

function print(results: readonly Result[], byHand: Manual | undefined): void {
  console.log("first verdict against the slowest chain of deciding facts (medians)\n");
  for (const { scenario, criticalPathMs, firstVerdictMs, ratio } of results) {
    console.log(
      `${scenario.padEnd(40)} ${criticalPathMs} ms → ${firstVerdictMs.toFixed(0)} ms   ratio ${ratio.toFixed(2)}`,
    );
  }
  if (byHand) {
    const manual = byHand.describeMs + byHand.getMs;
    console.log(
      `\nby hand: gcloud describe ${byHand.describeMs.toFixed(0)} ms + kubectl get ns ${byHand.getMs.toFixed(0)} ms; Drawbridge ${byHand.drawbridgeMs.toFixed(0)} ms`,
    );
    console.log(`ratio    Drawbridge is ${(manual / byHand.drawbridgeMs).toFixed(1)} times as fast`);
  }
}

function printWorkloads({ criticalPathMs, verdictMs, ratio, byHand }: WorkloadsBench): void {
  console.log("\nthe chain from a pod to its identity\n");
  console.log(`verdict ${criticalPathMs} ms → ${verdictMs.toFixed(0)} ms   ratio ${ratio.toFixed(2)}`);
  if (!byHand) return;
  const { commandsMs, drawbridgeMs, times } = byHand;
  console.log(`by hand: four commands ${commandsMs.toFixed(0)} ms; Drawbridge ${drawbridgeMs.toFixed(0)} ms`);
  console.log(`ratio    Drawbridge is ${times.toFixed(1)} times as fast`);
}

function printGrants(grants: GrantsBench): void {
  console.log("\n25 people ask for access to one cluster at once\n");
  console.log("                  writes  refused  time/operation  told  lost  names of others changed");
  for (const [name, { writes, refused, timeOverOperation, told, lost, foreignChanged }] of Object.entries(grants)) {
    const cells = [
      ...[name.padEnd(16), String(writes).padStart(7), String(refused).padStart(8)],
      ...[timeOverOperation.toFixed(1).padStart(15), String(told).padStart(5), String(lost).padStart(5)],
      String(foreignChanged).padStart(8),
    ];
    console.log(cells.join(" "));
  }
}

async function control(sandbox: Sandbox, path: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(new URL(path, sandbox.control), { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}

function argument(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
