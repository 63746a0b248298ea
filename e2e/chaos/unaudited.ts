import { Client } from "pg";
import type { TestStore } from "@/lib/store/testing";

/**
 * P8: grants, writes, updates and pod runs whose last event does not tell the state that they have; and the chain, when it
 * is broken.
 */
export async function unaudited({ store, databaseUrl }: TestStore): Promise<readonly unknown[]> {
  const chain = await store.audit.verify();
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query(`
      SELECT subject, state, told FROM (
        SELECT 'grants/' || id AS subject, state FROM grants
        UNION ALL SELECT 'writes/' || id, state FROM list_writes
        UNION ALL SELECT 'updates/' || id, state FROM updates
        UNION ALL SELECT 'runs/' || id, state FROM pod_runs
      ) AS things
      LEFT JOIN LATERAL (
        SELECT data ->> 'state' AS told FROM audit_events
        WHERE audit_events.subject = things.subject AND data ? 'state' ORDER BY seq DESC LIMIT 1
      ) AS last ON true
      WHERE told IS DISTINCT FROM state`);
    return chain.intact ? rows : [chain, ...rows];
  } finally {
    await client.end();
  }
}
