import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checks } from "@/lib/diagnosis/checks";
import { primaryCause } from "@/lib/diagnosis/engine/attribute";
import { conclude } from "@/lib/diagnosis/engine/conclude";
import type { NamedFact } from "@/lib/diagnosis/engine/event";
import { type Report, snapshotOf } from "@/lib/services/report";
import { report as reportSchema } from "@/lib/services/schema/report";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { worlds } from "@/lib/simulator/worlds";
import { diagnoseWorld, projectsOf, type SimulatorState } from "../support/diagnose-world";
import { type SimulatedContext, simulatedContext } from "../support/simulated-context";
import { normaliseFacts } from "./normalise-facts";

/** `UPDATE_GOLDEN=1 npx vitest …` writes the files anew; changing one is a reviewed act. */
const update = process.env.UPDATE_GOLDEN === "1";
const golden = (name: string) => `e2e/worlds/golden/${name}.golden.json`;

type Golden = { readonly facts: readonly NamedFact[]; readonly findings: unknown; readonly verdict: unknown };

const table: string[] = [];
let simulator: Simulator;
let state: SimulatorState;
let simulated: SimulatedContext;

async function control(path: string, body?: unknown): Promise<unknown> {
  const init =
    body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  return (await fetch(new URL(path, simulator.control), init)).json();
}

beforeAll(async () => {
  simulator = await startSimulator();
  state = (await control("/state")) as SimulatorState;
  simulated = simulatedContext(simulator, projectsOf(state));
  if (update) mkdirSync("e2e/worlds/golden", { recursive: true });
});

afterAll(async () => {
  await simulator.close();
  console.log(`\nworld, expected cause, verdict\n${table.sort().join("\n")}\n${table.length} worlds`);
});

async function run(name: string): Promise<Report> {
  const world = state.worlds.find((candidate) => candidate.name === name);
  if (!world) throw new Error(`The simulator has no world ${name}`);
  await control("/second-echo", { address: world.secondEcho ?? null });
  return diagnoseWorld(simulated, state, world);
}

describe("the sandbox's worlds", () => {
  it("are at least thirty, with a healthy one for each way in", () => {
    expect(worlds.length).toBeGreaterThanOrEqual(30);
    expect(worlds.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["healthy-public", "healthy-private", "healthy-dns"]),
    );
  });

  it("have one for every root cause that a check finds", () => {
    expect(worlds.flatMap(({ expected }) => expected.cause ?? []).sort()).toEqual(
      expect.arrayContaining(checks.map(({ meta }) => meta.id).sort()),
    );
  });

  describe.each(worlds.map(({ name, expected }) => ({ name, expected })))("$name", ({ name, expected }) => {
    it("has exactly one primary cause, the expected one", { timeout: 30_000 }, async () => {
      const report = await run(name);
      const { verdict, findings } = report;
      table.push(
        `${name.padEnd(36)} ${(expected.cause ?? "none").padEnd(36)} ${verdict.state}${verdict.hop ? ` at ${verdict.hop}` : ""}`,
      );

      expect({ verdict: verdict.state, cause: verdict.cause }).toEqual(expected);
      expect(primaryCause(findings, checks)?.check ?? null).toBe(expected.cause);
      expect(() => reportSchema.parse(report)).not.toThrow();

      const facts = normaliseFacts(report.facts);
      if (update) {
        const concluded = conclude(snapshotOf({ ...report, facts }), checks);
        writeFileSync(golden(name), `${JSON.stringify({ ...concluded, facts }, null, 1)}\n`);
      }
      const stored = JSON.parse(readFileSync(golden(name), "utf8")) as Golden;
      expect(facts).toEqual(stored.facts);
    });

    it("gives the golden report for its stored facts", () => {
      expect(existsSync(golden(name)), `${golden(name)} is missing: run with UPDATE_GOLDEN=1 and review it`).toBe(true);
      const { facts, findings, verdict } = JSON.parse(readFileSync(golden(name), "utf8")) as Golden;
      const concluded = JSON.parse(JSON.stringify(conclude(snapshotOf({ facts } as Report), checks))) as Golden;
      expect(concluded.verdict).toEqual(verdict);
      expect(concluded.findings).toEqual(findings);
    });
  });

  it("were diagnosed without a single write", async () => {
    const { requests } = (await control("/requests")) as { requests: readonly { method: string; path: string }[] };
    const reading = /:testIamPermissions$|\/v2\/entries:list$/;
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ method, path }) => method !== "GET" && !reading.test(path))).toEqual([]);
  });
});
