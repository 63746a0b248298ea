import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conclude } from "@/lib/engine/diagnose";
import { workloadReport } from "@/lib/services/schema/workload";
import { type WorkloadReport, workloadSnapshotOf } from "@/lib/services/workloads/workload-report";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { workloadWorlds } from "@/lib/simulator/workload-worlds";
import { workloadChecks } from "@/lib/workload/checks";
import { workloadSubject } from "@/lib/workload/engine/subject";
import { impersonationMember } from "@/lib/workload/facts/derive/member";
import { type DescribedWorkload, diagnoseWorkload, requestOf } from "../support/diagnose-workload-world";
import { type SimulatedContext, simulatedContext } from "../support/simulated-context";
import { normaliseFacts } from "./normalise-facts";

/** `UPDATE_GOLDEN=1 npx vitest …` writes the files anew; changing one is a reviewed act. */
const update = process.env.UPDATE_GOLDEN === "1";
const golden = (name: string) => `e2e/worlds/golden-workloads/${name}.golden.json`;

type Golden = Pick<WorkloadReport, "facts" | "findings" | "verdict">;

const table: string[] = [];
let simulator: Simulator;
let described: readonly DescribedWorkload[];

beforeAll(async () => {
  simulator = await startSimulator({ worlds: [], workloadWorlds, updates: { podStartMs: 0 } });
  const state = await (await fetch(new URL("/state", simulator.control))).json();
  described = (state as { workloads: readonly DescribedWorkload[] }).workloads;
  if (update) mkdirSync("e2e/worlds/golden-workloads", { recursive: true });
});

afterAll(async () => {
  await simulator.close();
  console.log(`\nworkload world, expected cause, verdict\n${table.sort().join("\n")}\n${table.length} worlds`);
});

/** The services, with the memory that the world says. */
function contextFor({ request, project }: DescribedWorkload, name: string): SimulatedContext {
  const remembered = workloadWorlds.find((world) => world.name === name)?.remembered;
  const { namespace, serviceAccount, googleServiceAccount } = request;
  const at = new Date(Date.now() - 60_000).toISOString();
  const member = impersonationMember(`${project}.svc.id.goog`, namespace, serviceAccount);
  const bindings =
    remembered?.recentBinding && googleServiceAccount !== null ? [{ at, member, googleServiceAccount }] : [];
  const { proof } = remembered ?? {};
  const email = proof?.email?.replace("{gsa}", googleServiceAccount ?? "") ?? null;
  return simulatedContext(simulator, [project], {
    recentBindings: async () => bindings,
    latestProof: async () =>
      proof ? { run: "run-of-the-world", at, email, tokenStatus: proof.tokenStatus, scopes: [] } : null,
  });
}

describe("the sandbox's workload worlds", () => {
  it("are at least twenty-five, and have one for every root cause that a check finds", () => {
    expect(workloadWorlds.length).toBeGreaterThanOrEqual(25);
    const causes = workloadWorlds.flatMap(({ expected }) => expected.cause ?? []);
    expect([...new Set(causes)].sort()).toEqual(
      expect.arrayContaining(workloadChecks.map(({ meta }) => meta.id).sort()),
    );
  });

  describe.each(workloadWorlds.map(({ name, expected }) => ({ name, expected })))("$name", ({ name, expected }) => {
    it("has exactly one primary cause, the expected one", { timeout: 30_000 }, async () => {
      const world = described.find((candidate) => candidate.world === name);
      if (!world) throw new Error(`The simulator does not describe ${name}.`);
      const report = await diagnoseWorkload(contextFor(world, name), world);
      const { verdict, findings } = report;
      table.push(
        `${name.padEnd(36)} ${(expected.cause ?? "none").padEnd(36)} ${verdict.state}${verdict.hop ? ` at ${verdict.hop}` : ""}`,
      );

      expect({ verdict: verdict.state, cause: verdict.cause }).toEqual(expected);
      const primary = findings.filter(
        ({ status, severity, explainedBy }) => status === "fail" && severity === "blocking" && explainedBy === null,
      );
      expect(primary.map(({ check }) => check)).toEqual(expected.cause === null ? [] : [expected.cause]);
      expect(() => workloadReport.parse(report)).not.toThrow();
      expect(report.request).toMatchObject({ namespace: requestOf(world).namespace });

      const facts = normaliseFacts(report.facts as never) as WorkloadReport["facts"];
      if (update) {
        const concluded = conclude(workloadSubject, workloadSnapshotOf({ facts }), workloadChecks);
        writeFileSync(golden(name), `${JSON.stringify({ ...concluded, facts }, null, 1)}\n`);
      }
      expect(facts).toEqual((JSON.parse(readFileSync(golden(name), "utf8")) as Golden).facts);
    });

    it("gives the golden report for its stored facts", () => {
      expect(existsSync(golden(name)), `${golden(name)} is missing: run with UPDATE_GOLDEN=1 and review it`).toBe(true);
      const { facts, findings, verdict } = JSON.parse(readFileSync(golden(name), "utf8")) as Golden;
      const concluded = JSON.parse(
        JSON.stringify(conclude(workloadSubject, workloadSnapshotOf({ facts }), workloadChecks)),
      ) as Golden;
      expect(concluded.verdict).toEqual(verdict);
      expect(concluded.findings).toEqual(findings);
    });
  });

  it("were diagnosed without a single write", async () => {
    const answer = await (await fetch(new URL("/requests", simulator.control))).json();
    const { requests } = answer as { requests: readonly { method: string; path: string }[] };
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ method, path }) => method !== "GET" && !/:getIamPolicy$/.test(path))).toEqual([]);
  });
});
