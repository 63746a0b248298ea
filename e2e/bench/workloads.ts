import { spawnSync } from "node:child_process";
import { type DescribedWorkload, requestOf } from "../support/diagnose-workload-world";
import type { Sandbox } from "../support/sandbox";

/** One round through the chain, by Drawbridge and by hand. Medians, in milliseconds. */
export type WorkloadsBench = {
  /** The slowest chain of deciding facts: the cluster from Google, then the control plane's answers. */
  readonly criticalPathMs: number;
  readonly verdictMs: number;
  readonly ratio: number;
  /** Null where gcloud or kubectl is not installed. */
  readonly byHand: { readonly commandsMs: number; readonly drawbridgeMs: number; readonly times: number } | null;
};

const world = "annotation-missing";
const latencies = [
  { match: { host: "google" }, latencyMs: 300 },
  { match: { host: "kubernetes" }, latencyMs: 200 },
];
/** One of Google's answers, then a connection to the control plane, whose latency the simulator adds once. */
const criticalPathMs = 300 + 200;

export async function benchWorkloads(sandbox: Sandbox, runs: number): Promise<WorkloadsBench> {
  const state = (await (await fetch(new URL("/state", sandbox.control))).json()) as {
    readonly workloads: readonly DescribedWorkload[];
  };
  const described = state.workloads.find((candidate) => candidate.world === world);
  if (!described) throw new Error(`The sandbox has no workload world ${world}.`);
  await verdict(sandbox, described);
  await setFaults(sandbox, latencies);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await verdict(sandbox, described));
  await setFaults(sandbox, []);
  const verdictMs = median(times);
  return {
    criticalPathMs,
    verdictMs,
    ratio: verdictMs / criticalPathMs,
    byHand: await byHand(sandbox, described, runs),
  };
}

/** Milliseconds from the request to the verdict, which has to be the right one. */
async function verdict({ url }: Sandbox, described: DescribedWorkload): Promise<number> {
  const startedAt = performance.now();
  const body = JSON.stringify(requestOf(described));
  const text = await (await fetch(`${url}/api/workloads/diagnoses`, { method: "POST", body })).text();
  const elapsed = performance.now() - startedAt;
  const events = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { type: string; verdict?: { cause: string | null } });
  const said = events.findLast(({ type }) => type === "verdict")?.verdict?.cause;
  if (said !== described.expected.cause) throw new Error(`The verdict was ${said}, not ${described.expected.cause}.`);
  return elapsed;
}

/** The commands of the article that look at each link, one after the other, against the same sandbox without latencies. */
async function byHand(sandbox: Sandbox, described: DescribedWorkload, runs: number): Promise<WorkloadsBench["byHand"]> {
  const missing = ["gcloud", "kubectl", "gke-gcloud-auth-plugin"].filter(
    (name) => spawnSync("which", [name]).status !== 0,
  );
  if (missing.length > 0) {
    console.error(`SKIPPED: the chain by hand, because this machine has no ${missing.join(", ")}.`);
    return null;
  }
  const exports = await (await fetch(`${sandbox.url}/api/sandbox/env?place=server`)).text();
  const { namespace, serviceAccount, googleServiceAccount } = described.request;
  const sh = (...commands: readonly string[]) => {
    const startedAt = performance.now();
    for (const command of commands) {
      const { status, stderr } = spawnSync("bash", ["-c", `${exports}\n${command}`], { encoding: "utf8" });
      if (status !== 0) throw new Error(`${command}: ${stderr}`);
    }
    return performance.now() - startedAt;
  };
  const flags = `${world} --location europe-west1 --project corp-data-prod`;
  sh(`gcloud container clusters get-credentials ${flags}`);
  const manual: number[] = [];
  const ours: number[] = [];
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    manual.push(
      sh(
        `gcloud container clusters describe ${flags}`,
        `kubectl get serviceaccount ${serviceAccount} -n ${namespace} -o yaml`,
        `gcloud iam service-accounts describe ${googleServiceAccount} --project corp-data-prod`,
        `gcloud iam service-accounts get-iam-policy ${googleServiceAccount} --project corp-data-prod`,
      ),
    );
    ours.push(await verdict(sandbox, described));
  }
  const [commandsMs, drawbridgeMs] = [median(manual), median(ours)];
  return { commandsMs, drawbridgeMs, times: commandsMs / drawbridgeMs };
}

async function setFaults({ control }: Sandbox, faults: readonly object[]): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(new URL("/faults", control), { method: "POST", headers, body: JSON.stringify(faults) });
  if (!response.ok) throw new Error(`/faults: ${await response.text()}`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
