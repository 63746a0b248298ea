import { inArray } from "drizzle-orm";
import type { EntryChange } from "@/lib/changes/write";
import { type EventSubject, noSubject } from "@/lib/notify/event";
import type { Database } from "@/lib/store/database";
import { grants, listWrites, updates } from "@/lib/store/schema-changes";
import { podRuns } from "@/lib/store/schema-workloads";

/** What events are about, by their `subject`. */
export async function subjectsOf(
  { orm, run }: Database,
  events: readonly { readonly subject: string }[],
): Promise<ReadonlyMap<string, EventSubject>> {
  const subjects = [...new Set(events.map(({ subject }) => subject))];
  const idsOf = (kind: string) =>
    subjects.filter((subject) => subject.startsWith(`${kind}/`)).map((subject) => subject.slice(kind.length + 1));
  const found = new Map<string, EventSubject>();
  for (const cluster of idsOf("lists")) found.set(`lists/${cluster}`, { ...noSubject, cluster });

  const grantIds = idsOf("grants");
  if (grantIds.length > 0) {
    const rows = await run(() => orm.select().from(grants).where(inArray(grants.id, grantIds)));
    for (const row of rows) found.set(`grants/${row.id}`, ofGrant(row));
  }
  const writeIds = idsOf("writes");
  if (writeIds.length > 0) {
    const rows = await run(() => orm.select().from(listWrites).where(inArray(listWrites.id, writeIds)));
    for (const { id, cluster, adds, removes } of rows) {
      found.set(`writes/${id}`, { ...noSubject, cluster, adds: adds.map(cidrOf), removes: removes.map(cidrOf) });
    }
  }
  const updateIds = idsOf("updates");
  if (updateIds.length > 0) {
    const rows = await run(() => orm.select().from(updates).where(inArray(updates.id, updateIds)));
    for (const { id, cluster, title, reason, principalId, principalName } of rows) {
      const person = { id: principalId, name: principalName };
      found.set(`updates/${id}`, { ...noSubject, cluster, title, reason, person });
    }
  }
  const runIds = idsOf("runs");
  if (runIds.length > 0) {
    const rows = await run(() => orm.select().from(podRuns).where(inArray(podRuns.id, runIds)));
    for (const row of rows) found.set(`runs/${row.id}`, ofRun(row));
  }
  return found;
}

function ofRun(row: typeof podRuns.$inferSelect): EventSubject {
  const { cluster, kind, namespace, serviceAccount, reason } = row;
  const person = { id: row.principalId, name: row.principalName };
  return { ...noSubject, cluster, reason, person, title: `a ${kind} pod as ${namespace}/${serviceAccount}` };
}

function ofGrant(row: typeof grants.$inferSelect): EventSubject {
  const { cluster, cidr, reason, breakGlass, durationMs, expiresAt, approvalsNeeded } = row;
  const person = { id: row.principalId, name: row.principalName };
  return { ...noSubject, cluster, cidr, reason, breakGlass, durationMs, expiresAt, approvalsNeeded, person };
}

const cidrOf = ({ cidr }: EntryChange) => cidr;
