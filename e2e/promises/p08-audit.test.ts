import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { unaudited } from "../chaos/unaudited";
import { broken, inPlays } from "./in-plays";
import { play, type Stage } from "./play";

/*
 * Each way to change the log, and where it is found: lib/store/audit/audit.test.ts. With PostgreSQL killed by SIGKILL in the
 * midst of it: e2e/chaos/chaos.test.ts. `npm run audit:verify`: e2e/api/audit.test.ts.
 */

const test = inPlays();

async function sql(...statements: readonly string[]): Promise<void> {
  const client = new Client(test().databaseUrl);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const one = ({ ask, time }: Stage) => time.at(5_000, () => ask("a"));

describe("P8: no change of state without its event in the same transaction; and a changed log is found", () => {
  it("holds when the connection is lost at any event of a grant's life", async () => {
    // Every fifth event ends the connection that wants to write it, after the change that it is about.
    await sql(
      "CREATE SEQUENCE fifth",
      `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF nextval('fifth') % 5 = 0 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
         RETURN NEW;
       END $$`,
      "CREATE TRIGGER lose BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION lose()",
    );
    const run = await play(test().store, ({ ask, time }) => {
      time.at(5_000, () => ask("a").catch(() => ask("a")));
      time.at(6_000, () => ask("b", { cidr: "62.9.0.0/24" }).catch(() => ask("b", { cidr: "62.9.0.0/24" })));
    });
    await sql("DROP TRIGGER lose ON audit_events");
    expect(broken(run)).toEqual([]);
    expect(run.grants.map(({ endReason }) => endReason)).toEqual(["expired", "expired"]);
    expect(await unaudited(test())).toEqual([]);
  });

  it("is seen to be broken by a change without an event", async () => {
    const { grants } = await play(test().store, one);
    expect(await unaudited(test())).toEqual([]);
    await sql(`UPDATE grants SET state = 'active' WHERE id = '${grants[0]?.id}'`);
    expect(await unaudited(test())).toMatchObject([
      { subject: `grants/${grants[0]?.id}`, state: "active", told: "ended" },
    ]);
  });

  it("is seen to be broken by an event that is not what it was", async () => {
    await sql(
      "ALTER TABLE audit_events DISABLE TRIGGER ALL",
      "UPDATE audit_events SET actor = 'mallory' WHERE seq = 2",
    );
    expect(await unaudited(test())).toContainEqual(expect.objectContaining({ intact: false, seq: 2 }));
  });
});
