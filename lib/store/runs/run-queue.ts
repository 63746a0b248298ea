import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { RunEnding, RunProgress, RunQueue } from "@/lib/changes/runs/port";
import type { Run } from "@/lib/changes/runs/run";
import { formatClusterName } from "@/lib/core/cluster-name";
import { applierActor, audited, type Transaction } from "@/lib/store/audit/audited";
import type { Session } from "@/lib/store/changes/session";
import type { Database } from "@/lib/store/database";
import { toJsonb, toText } from "@/lib/store/json-text";
import { podRuns } from "@/lib/store/schema-workloads";
import { toRun } from "./run-rows";
import { tellChange } from "./runs-channel";

const isGoing = sql`state in ('queued', 'starting', 'running')`;
const isOpen = and(isNull(podRuns.cleanedAt), isNull(podRuns.givenUpAt));
const isLeft = and(sql`not (${isGoing})`, isOpen);

/** Every method throws StoreError, and nothing else; `withLock` also what its work throws. */
export function runQueue(database: Database, session: Session): RunQueue {
  const { orm, run: ask } = database;
  return {
    async open() {
      const oldest = [asc(podRuns.requestedAt), asc(podRuns.id)];
      const query = () =>
        orm
          .select({ id: podRuns.id })
          .from(podRuns)
          .where(isOpen)
          .orderBy(...oldest);
      return (await ask(query)).map(({ id }) => id);
    },

    async get(id) {
      const [row] = await ask(() => orm.select().from(podRuns).where(eq(podRuns.id, id)));
      return row && toRun(row);
    },

    intend: (run, at) =>
      audited(database, async (transaction, tell) => {
        if (run.intendedAt !== null) {
          const starts = sql`state = 'starting' and pod_uid is null and stop_asked_at is null`;
          return change(transaction, run, and(starts, eq(podRuns.intendedAt, run.intendedAt)), { intendedAt: at });
        }
        const waits = sql`state = 'queued' and stop_asked_at is null`;
        if (!(await change(transaction, run, waits, { state: "starting", intendedAt: at, detail: "" }))) return false;
        tell(eventOf(run, at, "run.intended", { state: "starting", pod: run.manifest.metadata.name }));
        return true;
      }),

    created: (run, podUid, at) =>
      audited(database, async (transaction, tell) => {
        const first = and(isGoing, isNull(podRuns.podUid));
        if (!(await change(transaction, run, first, { state: "starting", podUid, createdAt: at }))) return false;
        tell(eventOf(run, at, "run.started", { state: "starting", pod: run.manifest.metadata.name, podUid }));
        return true;
      }),

    progress: (run, { startedAt, ...progress }) =>
      audited(database, async (transaction, tell) => {
        const values = valuesOf({ ...progress, ...(startedAt !== undefined && { startedAt }) });
        const begins = progress.state === "running" && startedAt;
        if (begins && (await change(transaction, run, sql`state = 'starting'`, values))) {
          tell(eventOf(run, begins, "run.running", { state: "running" }));
          return true;
        }
        return change(transaction, run, isGoing, values);
      }),

    end: (run, { at, state, detail, exitCode, identity, withoutPod }) =>
      audited(database, async (transaction, tell) => {
        const ended = { state, detail: toText(detail), exitCode, endedAt: at, ...(withoutPod && { intendedAt: null }) };
        const json = identity === null ? {} : { identity: sql`${toJsonb(identity)}::jsonb` };
        const asKnown = and(
          isGoing,
          run.intendedAt === null ? isNull(podRuns.intendedAt) : undefined,
          run.intendedAt && withoutPod ? eq(podRuns.intendedAt, run.intendedAt) : undefined,
          run.podUid === null ? isNull(podRuns.podUid) : undefined,
        );
        if (!(await change(transaction, run, asKnown, { ...ended, ...json }))) return false;
        tell(eventOf(run, at, "run.ended", endingOf({ at, state, detail, exitCode, identity })));
        return true;
      }),

    clean: (run, at) =>
      audited(database, async (transaction, tell) => {
        const over = and(sql`not (${isGoing})`, isNull(podRuns.cleanedAt));
        if (!(await change(transaction, run, over, { cleanedAt: at, removalTrouble: null }))) return false;
        tell(eventOf(run, at, "run.cleaned", { pod: run.manifest.metadata.name }));
        return true;
      }),

    trouble: (run, why) =>
      audited(database, (transaction) => change(transaction, run, isLeft, { removalTrouble: toText(why) })),

    giveUp: (run, why, at) =>
      audited(database, async (transaction, tell) => {
        if (!(await change(transaction, run, isLeft, { removalTrouble: toText(why), givenUpAt: at }))) return false;
        tell(eventOf(run, at, "run.given-up", { pod: run.manifest.metadata.name, detail: why }));
        return true;
      }),

    withLock: (id, work) => session.withLock(`runs/${id}`, work),
    onWake: (wake) => session.onWake(wake),
  };
}

type Values = Parameters<ReturnType<Transaction["update"]>["set"]>[0];

/** True when it was so. */
async function change(transaction: Transaction, { id }: Run, when: SQL | undefined, values: Values): Promise<boolean> {
  const done = await transaction
    .update(podRuns)
    .set(values as Partial<typeof podRuns.$inferInsert>)
    .where(and(eq(podRuns.id, id), when))
    .returning({ id: podRuns.id });
  if (done.length > 0) await tellChange(transaction, id);
  return done.length > 0;
}

function valuesOf({ events, log, detail, ...plain }: RunProgress): Values {
  return {
    ...plain,
    ...(detail !== undefined && { detail: toText(detail) }),
    ...(events && { events: sql`${toJsonb(events)}::jsonb` }),
    ...(log && { log: sql`${toJsonb(log)}::jsonb` }),
    // An update of nothing is none, and drizzle refuses it.
    ...(Object.keys(plain).length === 0 && detail === undefined && !events && !log && { id: sql`id` }),
  };
}

function endingOf({ state, detail, exitCode, identity }: RunEnding): Readonly<Record<string, unknown>> {
  const { email, tokenStatus, proven } = identity ?? {};
  return { state, detail, exitCode, ...(identity && { email, tokenStatus, proven }) };
}

function eventOf(run: Run, at: Date, action: string, data: Readonly<Record<string, unknown>>) {
  const { id, cluster, kind, namespace, serviceAccount } = run;
  const subject = `runs/${id}`;
  const about = { cluster: formatClusterName(cluster), kind, namespace, serviceAccount };
  return { at, actor: applierActor, action, subject, data: { ...about, ...data } };
}
