import { and, asc, desc, eq, gt, inArray, lt, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { EventSubject } from "@/lib/notify/event";
import type { Database } from "@/lib/store/database";
import { toText } from "@/lib/store/json-text";
import { auditEvents, auditHead, grants, listWrites, updates } from "@/lib/store/schema-changes";
import { podRuns } from "@/lib/store/schema-workloads";
import { StoreError } from "@/lib/store/store-error";
import { type AuditEvent, firstHash, hashOf } from "./event";
import { subjectsOf } from "./subjects";

export type AuditFilter = {
  readonly subject?: string;
  readonly actor?: string;
  readonly action?: string;
  /** Any of these. */
  readonly actions?: readonly string[];
  /** None of these. */
  readonly exceptActions?: readonly string[];
  /** Full resource name: what was done to it, and by grants for it. */
  readonly cluster?: string;
};

export type AuditQuery = AuditFilter & {
  /** 1 to 500. */
  readonly limit: number;
  /** Only events before this one: `nextCursor` of the page before. */
  readonly before?: number;
};

export type AuditPage = { readonly events: readonly AuditEvent[]; readonly nextCursor: number | null };

/** The end of the chain, to be kept somewhere else: with it, a rewritten chain is found too. */
export type AuditHead = { readonly seq: number; readonly hash: string };

export type AuditVerification =
  | { readonly intact: true; readonly events: number; readonly head: AuditHead }
  /** `seq` is the first event that is missing, changed, or not linked to the one before it. */
  | { readonly intact: false; readonly seq: number; readonly problem: string };

/** Every method throws StoreError, and nothing else. */
export type AuditLog = {
  /** Newest first. Throws `invalid-limit`. */
  list(query: AuditQuery): Promise<AuditPage>;
  /** Events after that one, oldest first; `upTo` is the last one that is wanted. */
  after(seq: number, limit: number, filter?: AuditFilter & { readonly upTo?: number }): Promise<readonly AuditEvent[]>;
  /** The last event's number; 0 when nothing happened yet. */
  end(): Promise<number>;
  /** What events are about, by their `subject`. */
  about(events: readonly { readonly subject: string }[]): Promise<ReadonlyMap<string, EventSubject>>;
  /**
   * Walks the whole chain and names the first broken link. `anchors` are heads that were kept elsewhere: the chain has to
   * go through each of them.
   */
  verify(anchors?: readonly AuditHead[]): Promise<AuditVerification>;
};

const largestPage = 500;
const walkedAtOnce = 2_000;

export function auditLog(database: Database): AuditLog {
  const { orm, run } = database;
  return {
    async list({ limit, before, ...filter }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw new StoreError("invalid-limit", `A page has 1 to ${largestPage} events, not ${limit}.`);
      }
      const where = and(before === undefined ? undefined : lt(auditEvents.seq, before), ...conditionsOf(filter));
      const found = await run(() =>
        orm
          .select()
          .from(auditEvents)
          .where(where)
          .orderBy(desc(auditEvents.seq))
          .limit(limit + 1),
      );
      const events = found.slice(0, limit);
      return { events, nextCursor: found.length > limit ? (events.at(-1)?.seq ?? null) : null };
    },

    after(seq, limit, { upTo, ...filter } = {}) {
      const last = upTo === undefined ? undefined : lte(auditEvents.seq, upTo);
      const where = and(gt(auditEvents.seq, seq), last, ...conditionsOf(filter));
      return run(() => orm.select().from(auditEvents).where(where).orderBy(asc(auditEvents.seq)).limit(limit));
    },

    async end() {
      const [head] = await run(() => orm.select().from(auditHead));
      return head?.seq ?? 0;
    },

    about: (events) => subjectsOf(database, events),

    async verify(anchors = []) {
      // Read first: events that are appended meanwhile come after it.
      const [head] = await run(() => orm.select().from(auditHead));
      let end: AuditHead = { seq: 0, hash: firstHash };
      for (;;) {
        const after = gt(auditEvents.seq, end.seq);
        const batch = await run(() =>
          orm.select().from(auditEvents).where(after).orderBy(asc(auditEvents.seq)).limit(walkedAtOnce),
        );
        for (const event of batch) {
          const problem = problemOf(event, end, anchors);
          if (problem !== undefined) return { intact: false, ...problem };
          end = { seq: event.seq, hash: event.hash };
          if (head?.seq === event.seq && head.hash !== event.hash) {
            return broken(event.seq, "It is not the event that the end of the log was.");
          }
        }
        if (batch.length < walkedAtOnce) break;
      }
      const furthest = Math.max(head?.seq ?? 1, ...anchors.map(({ seq }) => seq));
      if (end.seq < furthest) return broken(end.seq + 1, "It is missing, and so is everything after it.");
      return { intact: true, events: end.seq, head: end };
    },
  };
}

function conditionsOf({
  subject,
  actor,
  action,
  actions,
  exceptActions,
  cluster,
}: AuditFilter): readonly (SQL | undefined)[] {
  return [
    subject === undefined ? undefined : eq(auditEvents.subject, toText(subject)),
    actor === undefined ? undefined : eq(auditEvents.actor, toText(actor)),
    action === undefined ? undefined : eq(auditEvents.action, toText(action)),
    actions === undefined ? undefined : inArray(auditEvents.action, actions.map(toText)),
    exceptActions === undefined ? undefined : notInArray(auditEvents.action, [...exceptActions]),
    cluster === undefined ? undefined : ofCluster(toText(cluster)),
  ];
}

function ofCluster(cluster: string): SQL | undefined {
  const subjects = (kind: string, table: typeof grants | typeof listWrites | typeof updates | typeof podRuns) =>
    sql`${auditEvents.subject} IN (SELECT ${`${kind}/`}::text || ${table.id} FROM ${table} WHERE ${table.cluster} = ${cluster})`;
  return or(
    eq(auditEvents.subject, `lists/${cluster}`),
    subjects("grants", grants),
    subjects("writes", listWrites),
    subjects("updates", updates),
    subjects("runs", podRuns),
  );
}

function problemOf(event: AuditEvent, end: AuditHead, anchors: readonly AuditHead[]) {
  const expected = end.seq + 1;
  if (event.seq !== expected) return { seq: expected, problem: `It is missing: event ${event.seq} comes next.` };
  if (event.prevHash !== end.hash) return { seq: event.seq, problem: "It is not linked to the event before it." };
  if (hashOf(event) !== event.hash) return { seq: event.seq, problem: "Its content is not what it was." };
  const anchored = anchors.every(({ seq, hash }) => seq !== event.seq || hash === event.hash);
  return anchored ? undefined : { seq: event.seq, problem: "It is not the event whose hash was kept elsewhere." };
}

function broken(seq: number, problem: string): AuditVerification {
  return { intact: false, seq, problem };
}
