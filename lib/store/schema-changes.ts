import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { Grant } from "@/lib/changes/grant";
import type { EntryChange, WriteIntent } from "@/lib/changes/write";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** `cluster` is everywhere the full resource name, `projects/P/locations/L/clusters/C`. */
export const grants = pgTable(
  "grants",
  {
    id: text("id").primaryKey(),
    cluster: text("cluster").notNull(),
    cidr: text("cidr").notNull(),
    principalId: text("principal_id").notNull(),
    principalName: text("principal_name").notNull(),
    reason: text("reason").notNull(),
    requestedAt: moment("requested_at").notNull(),
    startBy: moment("start_by").notNull(),
    durationMs: bigint("duration_ms", { mode: "number" }).notNull(),
    approvalsNeeded: integer("approvals_needed").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    state: text("state").$type<Grant["state"]>().notNull(),
    approvals: jsonb("approvals").$type<readonly { id: string; name: string; at: string }[]>().notNull(),
    approvedAt: moment("approved_at"),
    activatedAt: moment("activated_at"),
    expiresAt: moment("expires_at"),
    stopAt: moment("stop_at"),
    stopReason: text("stop_reason").$type<NonNullable<Grant["endReason"]>>(),
    endedAt: moment("ended_at"),
    endReason: text("end_reason").$type<NonNullable<Grant["endReason"]>>(),
    endDetail: text("end_detail").notNull(),
    attempts: integer("attempts").notNull(),
  },
  (table) => [
    uniqueIndex("grants_once").on(table.principalId, table.idempotencyKey, table.cluster),
    index("grants_open").on(table.cluster).where(sql`state in ('requested', 'approved', 'active')`),
    index("grants_newest").on(table.requestedAt, table.id),
  ],
);

/** A person's click and what it asked for: the same key with another request is refused. */
export const idempotency = pgTable(
  "idempotency",
  {
    principalId: text("principal_id").notNull(),
    key: text("key").notNull(),
    fingerprint: text("fingerprint").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.principalId, table.key] })],
);

/** Kept for ever: half of the proof that an entry is ours. */
export const ownedEntries = pgTable(
  "owned_entries",
  {
    cluster: text("cluster").notNull(),
    cidr: text("cidr").notNull(),
    marker: text("marker").notNull().unique(),
  },
  (table) => [primaryKey({ columns: [table.cluster, table.cidr] })],
);

/** Write-ahead: a row is there before the update is sent. `state` is `open` or how it ended. */
export const listWrites = pgTable(
  "list_writes",
  {
    id: text("id").primaryKey(),
    cluster: text("cluster").notNull(),
    at: moment("at").notNull(),
    etag: text("etag").notNull(),
    before: jsonb("before").$type<WriteIntent["before"]>().notNull(),
    after: jsonb("after").$type<WriteIntent["after"]>().notNull(),
    adds: jsonb("adds").$type<readonly EntryChange[]>().notNull(),
    removes: jsonb("removes").$type<readonly EntryChange[]>().notNull(),
    state: text("state").notNull(),
    operation: text("operation"),
    detail: text("detail").notNull(),
    closedAt: moment("closed_at"),
  },
  (table) => [
    uniqueIndex("list_writes_one_open").on(table.cluster).where(sql`state = 'open'`),
    index("list_writes_at").on(table.at),
  ],
);

/** Append only: triggers of the migration after this table refuse everything else. */
export const auditEvents = pgTable("audit_events", {
  /** 1, 2, 3 … without gaps. */
  seq: bigint("seq", { mode: "number" }).primaryKey(),
  at: moment("at").notNull(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
  data: jsonb("data").notNull(),
  prevHash: text("prev_hash").notNull(),
  hash: text("hash").notNull(),
});

/** One row: how far the chain goes, so that a chain that lost its end is noticed. */
export const auditHead = pgTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});
