import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Grant, GrantPolicy, GrantReview, GrantVerification } from "@/lib/changes/grant";
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
    breakGlass: boolean("break_glass").notNull(),
    /** Where the person was seen when they asked. */
    address: text("address"),
    policy: jsonb("policy").$type<GrantPolicy>().notNull(),
    /** The grant that this one was asked for to prolong. */
    prolongs: text("prolongs"),
    verified: jsonb("verified").$type<Omit<GrantVerification, "at"> & { readonly at: string }>(),
    review: jsonb("review").$type<Omit<GrantReview, "at"> & { readonly at: string }>(),
    /** When people were told that it ends soon. */
    expiringToldAt: moment("expiring_told_at"),
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
export const auditEvents = pgTable(
  "audit_events",
  {
    /** 1, 2, 3 … without gaps. */
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    at: moment("at").notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    data: jsonb("data").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    index("audit_events_subject").on(table.subject, table.seq),
    index("audit_events_action").on(table.action, table.seq),
  ],
);

/** One row: how far the chain goes, so that a chain that lost its end is noticed. */
export const auditHead = pgTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});

/** Plans as they were shown, for as long as they may be applied. */
export const plans = pgTable("plans", {
  id: text("id").primaryKey(),
  diagnosis: text("diagnosis").notNull(),
  cluster: text("cluster").notNull(),
  remedy: jsonb("remedy").notNull(),
  draft: jsonb("draft").notNull(),
  /** SHA-256 of everything on the cluster that the plan was made on: another one by the time it is applied is a conflict. */
  basis: text("basis").notNull(),
  createdAt: moment("created_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
});

/** One application of a plan that is no grant, and its write-ahead log in one: `open` before the update is sent. */
export const updates = pgTable(
  "updates",
  {
    id: text("id").primaryKey(),
    cluster: text("cluster").notNull(),
    remedy: jsonb("remedy").notNull(),
    title: text("title").notNull(),
    plan: text("plan").notNull(),
    diagnosis: text("diagnosis").notNull(),
    principalId: text("principal_id").notNull(),
    principalName: text("principal_name").notNull(),
    reason: text("reason").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    requestedAt: moment("requested_at").notNull(),
    /** The fields before and after, as the person confirmed them. */
    confirmed: jsonb("confirmed").notNull(),
    basis: text("basis").notNull(),
    state: text("state").notNull(),
    etag: text("etag"),
    /** The cluster as it was read before the update, in our own view. */
    before: jsonb("before"),
    body: jsonb("body"),
    operation: text("operation"),
    detail: text("detail").notNull(),
    sentAt: moment("sent_at"),
    closedAt: moment("closed_at"),
    verified: jsonb("verified"),
    /** The update that this one takes back. */
    undoes: text("undoes"),
  },
  (table) => [
    uniqueIndex("updates_once").on(table.principalId, table.idempotencyKey),
    uniqueIndex("updates_one_open").on(table.cluster).where(sql`state = 'open'`),
    index("updates_waiting").on(table.cluster).where(sql`state in ('queued', 'open')`),
    index("updates_newest").on(table.requestedAt, table.id),
  ],
);

/** Every cluster's list as it was last seen, whoever changed it. */
export const listSightings = pgTable("list_sightings", {
  cluster: text("cluster").primaryKey(),
  etag: text("etag").notNull(),
  enabled: boolean("enabled").notNull(),
  entries: jsonb("entries").$type<readonly { cidrBlock: string; displayName: string }[]>().notNull(),
  /** `gcpPublicCidrsAccessEnabled` and `privateEndpointEnforcementEnabled`; null when the API did not say. */
  googleCloudAccess: boolean("google_cloud_access"),
  privateEndpointEnforcement: boolean("private_endpoint_enforcement"),
  managedBy: text("managed_by"),
  seenAt: moment("seen_at").notNull(),
});

/** Since when each entry is known. */
export const entrySightings = pgTable(
  "entry_sightings",
  {
    cluster: text("cluster").notNull(),
    cidrBlock: text("cidr_block").notNull(),
    displayName: text("display_name").notNull(),
    firstSeenAt: moment("first_seen_at").notNull(),
    /** It was there when the list was first looked at: it is older than we know. */
    older: boolean("older").notNull(),
  },
  (table) => [primaryKey({ columns: [table.cluster, table.cidrBlock, table.displayName] })],
);

/** How far each webhook has been told of the audit log: the log itself is the outbox. */
export const webhookCursors = pgTable("webhook_cursors", {
  endpoint: text("endpoint").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  attempts: integer("attempts").notNull(),
  nextAt: moment("next_at").notNull(),
  lastError: text("last_error").notNull(),
});

/** One-line commands that prove from a terminal that its network gets through. */
export const proofCodes = pgTable("proof_codes", {
  code: text("code").primaryKey(),
  grant: text("grant").notNull(),
  principalId: text("principal_id").notNull(),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
});
