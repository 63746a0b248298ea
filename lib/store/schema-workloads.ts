import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Run } from "@/lib/changes/runs/run";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** One finished diagnosis of a workload's identity, immutable. */
export const workloadReports = pgTable(
  "workload_reports",
  {
    id: text("id").primaryKey(),
    createdAt: moment("created_at").notNull(),
    /** What was asked about: a cluster's or an environment's full resource name. */
    target: text("target").notNull(),
    /** The cluster that the target came to; null in Composer 3 and where it was not found out. */
    cluster: text("cluster"),
    namespace: text("namespace").notNull(),
    serviceAccount: text("service_account").notNull(),
    googleServiceAccount: text("google_service_account"),
    verdict: text("verdict").notNull(),
    cause: text("cause"),
    hop: text("hop"),
    headline: text("headline").notNull(),
    durationMs: integer("duration_ms").notNull(),
    report: jsonb("report").notNull(),
  },
  (table) => [index("workload_reports_newest").on(table.createdAt, table.id)],
);

/**
 * One pod that a person asked for. Its name is written down before it is created, and the row is open until it is gone or
 * given up.
 */
export const podRuns = pgTable(
  "pod_runs",
  {
    id: text("id").primaryKey(),
    kind: text("kind").$type<Run["kind"]>().notNull(),
    cluster: text("cluster").notNull(),
    namespace: text("namespace").notNull(),
    serviceAccount: text("service_account").notNull(),
    /** The Google service account that a probe should be. */
    expected: text("expected"),
    image: text("image").notNull(),
    /** The whole pod, with its name. */
    manifest: jsonb("manifest").notNull(),
    principalId: text("principal_id").notNull(),
    principalName: text("principal_name").notNull(),
    reason: text("reason").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    requestedAt: moment("requested_at").notNull(),
    /** How long the pod may live, from its creation on. */
    patienceMs: integer("patience_ms").notNull(),
    state: text("state").$type<Run["state"]>().notNull(),
    detail: text("detail").notNull(),
    /** Write-ahead, of the last try: from here on there may be a pod. */
    intendedAt: moment("intended_at"),
    /** Kubernetes' own name of the pod; null while its creation was not seen. */
    podUid: text("pod_uid"),
    createdAt: moment("created_at"),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
    cleanedAt: moment("cleaned_at"),
    /** Why its pod could not be removed at the last try; null when nothing was in the way. */
    removalTrouble: text("removal_trouble"),
    /** From here on the pod is not looked for any more, although nobody saw that it is gone. */
    givenUpAt: moment("given_up_at"),
    stopAskedAt: moment("stop_asked_at"),
    stopAskedBy: text("stop_asked_by"),
    exitCode: integer("exit_code"),
    events: jsonb("events").$type<Run["events"]>().notNull(),
    log: jsonb("log").$type<Run["log"]>().notNull(),
    logTruncated: boolean("log_truncated").notNull(),
    identity: jsonb("identity").$type<Run["identity"]>(),
  },
  (table) => [
    uniqueIndex("pod_runs_once").on(table.principalId, table.idempotencyKey),
    index("pod_runs_open").on(table.requestedAt).where(sql`cleaned_at is null`),
    index("pod_runs_newest").on(table.cluster, table.requestedAt, table.id),
    index("pod_runs_proofs").on(table.cluster, table.namespace, table.serviceAccount, table.endedAt),
  ],
);
