import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import type { ApplierStep } from "@/lib/changes/applier-context";
import { fakeGoogle } from "@/lib/changes/testing";
import type { Clock } from "@/lib/core/clock";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { startTestStore } from "@/lib/store/testing";
import { checkHistory } from "./check-history";
import { serveFake } from "./google-server";

// Real processes, a real database and real time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = fileURLToPath(new URL("applier-process.ts", import.meta.url));
const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
const minute = 60_000;

/** Where a real process dies. The rest of the steps are reached by virtual time, in `chaos.test.ts`. */
const deaths: readonly ApplierStep[] = [
  "intended",
  "accepted",
  "operation-stored",
  "operation-ended",
  "read-back",
  "closed",
];

it("keeps its promises when the real process is killed by SIGKILL", async () => {
  const test = await startTestStore();
  const folder = await mkdtemp(join(tmpdir(), "drawbridge-"));
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, "token");
  const cluster = { ...clusterView().name, cluster: "killed" };
  const foreign = [entry("81.92.200.7/24", "office"), entry("185.44.108.30/32", "")];
  const view = clusterView({ name: cluster, authorizedNetworks: { entries: foreign } });
  const google = fakeGoogle({ view, clock, operationMs: () => 300 });
  const server = await serveFake(google, cluster);
  const start = (step: string) => startProcess([test.databaseUrl, server.url, tokenFile, step]);
  const allowed = new Map<string, { from: number; durationMs: number }>();
  let last: ChildProcess | undefined;
  try {
    for (const [index, step] of deaths.entries()) {
      const child = await start(step);
      const requestedAt = clock.now();
      const id = `g${index}`;
      allowed.set(id, { from: requestedAt.getTime(), durationMs: 2_000 });
      await test.store.grants.request([
        {
          ...{ id, cluster, cidr: `62.4.5.${index}/32`, requestedAt, durationMs: 2_000, approvalsNeeded: 0 },
          ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
          principal: { id: "ana", name: "Ana" },
          reason: "incident",
          startBy: new Date(requestedAt.getTime() + 10 * minute),
          idempotencyKey: id,
        },
      ]);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      expect(child.signalCode).toBe("SIGKILL");
      const lab = { cidrBlock: `77.${index}.0.0/16`, displayName: `lab ${index}` };
      google.edit("human", ({ enabled, entries }) => ({ enabled, entries: [lab, ...entries] }), 0);
    }
    last = await start("never");
    await vi.waitFor(
      async () => {
        const { grants } = await test.store.grants.list({ limit: 100 });
        expect(grants.map(({ state, endReason }) => `${state} ${endReason}`)).toEqual(
          deaths.map(() => "ended expired"),
        );
      },
      { timeout: 60_000, interval: 200 },
    );
    const { grants } = await test.store.grants.list({ limit: 100 });
    const run = { seed: 0, google, grants, allowed, activations: [], killedAt: deaths, endedAt: Date.now() };
    expect(checkHistory(run)).toEqual([]);
    expect(google.list().entries.slice(-2)).toEqual(
      foreign.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName })),
    );
    expect(google.list().entries.every(({ displayName }) => !displayName.startsWith("drawbridge:"))).toBe(true);
    expect(await test.store.audit.verify()).toMatchObject({ intact: true });
  } finally {
    last?.kill("SIGKILL");
    server.close();
    await test.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function startProcess(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  return child;
}
