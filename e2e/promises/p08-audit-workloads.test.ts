import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApplierStep } from "@/lib/changes/applier-context";
import { runnerSteps } from "@/lib/changes/runs/runner-context";
import { createRunScene } from "@/lib/changes/runs/scene/testing";
import { gsa, probeLog } from "@/lib/changes/runs/testing";
import { createWorkloadScene, type WorkloadScene } from "@/lib/changes/updates/workload/scene/testing";
import { unaudited } from "../chaos/unaudited";
import { inPlays } from "./in-plays";

/*
 * P8 for the repairs of workloads, step by step, and for the pods that are run. Killed at each of its moments, and finished by
 * the next process: lib/changes/updates/workload/carry-out-steps.test.ts and lib/changes/runs/carry-out.test.ts.
 */

const test = inPlays();
let scene: WorkloadScene;
let sequence = 0;
beforeAll(async () => {
  scene = await createWorkloadScene(test().store);
});
afterAll(() => scene?.close());

async function sql(...statements: readonly string[]): Promise<void> {
  const client = new Client(test().databaseUrl);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Every so manieth event ends the connection that wants to write it, after the change that it is about. */
async function losingEvery<Value>(count: number, work: () => Promise<Value>): Promise<Value> {
  sequence += 1;
  const name = `lose_${sequence}`;
  await sql(
    `CREATE SEQUENCE ${name}`,
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF nextval('${name}') % ${count} = 0 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER ${name} BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
  try {
    return await work();
  } finally {
    await sql(`DROP TRIGGER ${name} ON audit_events`);
  }
}

/** Turns of appliers, each of which may die of the store, until the update is over. */
async function carried(id: string): Promise<void> {
  for (let turns = 0; turns < 60; turns += 1) {
    await scene.run().catch(() => undefined);
    const update = await test().store.updates.get(id);
    if (update?.closedAt) return;
    await scene.time.sleep(1_000);
  }
  throw new Error(`The update ${id} did not come to an end.`);
}

/** The steps of an update as its events tell them, one after the other. */
async function toldSteps(id: string): Promise<readonly unknown[]> {
  const { events } = await test().store.audit.list({ limit: 200, subject: `updates/${id}` });
  let steps: unknown[] = [];
  for (const { data } of events.toReversed()) {
    const told = data as {
      readonly steps?: readonly object[];
      readonly step?: { number: number; of: number } & object;
    };
    if (told.steps?.every((step) => "state" in step)) steps = [...told.steps];
    if (told.step === undefined) continue;
    const { number, of, ...step } = told.step;
    steps.length = of;
    steps[number - 1] = step;
  }
  return steps;
}

describe("P8: no step of a repair, and nothing of a pod, without its event in the same transaction", () => {
  it("holds for a repair and its undo when the connection is lost at any event", async () => {
    const { updates } = test().store;
    await losingEvery(3, async () => {
      const ask = (make: () => ReturnType<WorkloadScene["ask"]>) => make().catch(make);
      const update = await ask(() => scene.ask(scene.chain));
      await carried(update.id);
      expect(await scene.outcome(update)).toMatchObject({ state: "applied" });
      expect(await toldSteps(update.id)).toEqual((await updates.get(update.id))?.steps);
      const undo = await ask(() => scene.askUndo(update));
      await carried(undo.id);
      expect(await toldSteps(undo.id)).toEqual((await updates.get(undo.id))?.steps);
    });
    expect(await unaudited(test())).toEqual([]);
  });

  it("holds at every moment at which an applier can die in a repair", async () => {
    const update = await scene.ask(scene.chain);
    const moments: readonly ApplierStep[] = ["locked", "read", "intended", "accepted", "read-back", "closed"];
    for (const moment of moments) {
      expect(await scene.runUntil(moment), moment).toBe(true);
      const { steps, closedAt } = (await test().store.updates.get(update.id)) ?? {};
      if (steps && !closedAt)
        expect(await toldSteps(update.id), moment).toEqual(expect.arrayContaining(started(steps)));
      expect(await unaudited(test()), moment).toEqual([]);
    }
    await carried(update.id);
    expect(await unaudited(test())).toEqual([]);
  });

  it("holds for a pod when the connection is lost at any event, and wherever its runner dies", async () => {
    const pods = createRunScene(test().store);
    pods.plot({ 2000: () => pods.fake.finish(pods.name(), 0, probeLog(gsa)) });
    const run = await losingEvery(2, async () => {
      const asked = await pods.made().catch(() => pods.made());
      return pods.carried(asked);
    });
    expect(run).toMatchObject({ state: "finished", cleanedAt: expect.any(Date) });
    for (const [index, moment] of runnerSteps.entries()) {
      const asked = await pods.made({ id: String(index).repeat(32) });
      let left = 1;
      const atStep = (step: string) => {
        if (step === moment && left > 0) {
          left -= 1;
          throw new Error("killed");
        }
      };
      await pods.carried(asked, { ...pods.context, atStep });
      expect(await unaudited(test()), moment).toEqual([]);
    }
  });

  it.each([
    ["a repair", "updates", "UPDATE updates SET state = 'failed' WHERE id = 'u1'", "failed"],
    ["a pod", "runs", "UPDATE pod_runs SET state = 'stopped' WHERE id = repeat('1', 32)", "stopped"],
  ])("is seen to be broken by a change of %s without an event", async (_, kind, statement, state) => {
    await sql(statement);
    const found = await unaudited(test());
    expect(found).toContainEqual(
      expect.objectContaining({ subject: expect.stringMatching(new RegExp(`^${kind}/`)), state }),
    );
  });

  it("is seen to be broken by a step that nobody told of", async () => {
    await sql(`UPDATE updates SET before = jsonb_set(before, '{0,state}', '"waiting"') WHERE id = 'u1'`);
    expect(await toldSteps("u1")).not.toEqual((await test().store.updates.get("u1"))?.steps);
  });
});

/** Those of which something has become. */
const started = <Step extends { readonly state: string }>(steps: readonly Step[]) =>
  steps.filter(({ state, ...rest }) => state !== "waiting" || ("detail" in rest && rest.detail !== ""));
