CREATE TABLE "audit_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text PRIMARY KEY NOT NULL,
	"cluster" text NOT NULL,
	"cidr" text NOT NULL,
	"principal_id" text NOT NULL,
	"principal_name" text NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"start_by" timestamp (3) with time zone NOT NULL,
	"duration_ms" bigint NOT NULL,
	"approvals_needed" integer NOT NULL,
	"idempotency_key" text NOT NULL,
	"state" text NOT NULL,
	"approvals" jsonb NOT NULL,
	"approved_at" timestamp (3) with time zone,
	"activated_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"stop_at" timestamp (3) with time zone,
	"stop_reason" text,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	"end_detail" text NOT NULL,
	"attempts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"principal_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_principal_id_key_pk" PRIMARY KEY("principal_id","key")
);
--> statement-breakpoint
CREATE TABLE "list_writes" (
	"id" text PRIMARY KEY NOT NULL,
	"cluster" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"etag" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"adds" jsonb NOT NULL,
	"removes" jsonb NOT NULL,
	"state" text NOT NULL,
	"operation" text,
	"detail" text NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "owned_entries" (
	"cluster" text NOT NULL,
	"cidr" text NOT NULL,
	"marker" text NOT NULL,
	CONSTRAINT "owned_entries_cluster_cidr_pk" PRIMARY KEY("cluster","cidr"),
	CONSTRAINT "owned_entries_marker_unique" UNIQUE("marker")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "grants_once" ON "grants" USING btree ("principal_id","idempotency_key","cluster");--> statement-breakpoint
CREATE INDEX "grants_open" ON "grants" USING btree ("cluster") WHERE state in ('requested', 'approved', 'active');--> statement-breakpoint
CREATE INDEX "grants_newest" ON "grants" USING btree ("requested_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "list_writes_one_open" ON "list_writes" USING btree ("cluster") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "list_writes_at" ON "list_writes" USING btree ("at");