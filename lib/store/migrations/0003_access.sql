CREATE TABLE "entry_sightings" (
	"cluster" text NOT NULL,
	"cidr_block" text NOT NULL,
	"display_name" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"older" boolean NOT NULL,
	CONSTRAINT "entry_sightings_cluster_cidr_block_display_name_pk" PRIMARY KEY("cluster","cidr_block","display_name")
);
--> statement-breakpoint
CREATE TABLE "list_sightings" (
	"cluster" text PRIMARY KEY NOT NULL,
	"etag" text NOT NULL,
	"enabled" boolean NOT NULL,
	"entries" jsonb NOT NULL,
	"google_cloud_access" boolean,
	"private_endpoint_enforcement" boolean,
	"managed_by" text,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"diagnosis" text NOT NULL,
	"cluster" text NOT NULL,
	"remedy" jsonb NOT NULL,
	"draft" jsonb NOT NULL,
	"basis" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proof_codes" (
	"code" text PRIMARY KEY NOT NULL,
	"grant" text NOT NULL,
	"principal_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"id" text PRIMARY KEY NOT NULL,
	"cluster" text NOT NULL,
	"remedy" jsonb NOT NULL,
	"title" text NOT NULL,
	"plan" text NOT NULL,
	"diagnosis" text NOT NULL,
	"principal_id" text NOT NULL,
	"principal_name" text NOT NULL,
	"reason" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"confirmed" jsonb NOT NULL,
	"basis" text NOT NULL,
	"state" text NOT NULL,
	"etag" text,
	"before" jsonb,
	"body" jsonb,
	"operation" text,
	"detail" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"verified" jsonb,
	"undoes" text
);
--> statement-breakpoint
CREATE TABLE "webhook_cursors" (
	"endpoint" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"last_error" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "break_glass" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "policy" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "prolongs" text;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "verified" jsonb;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "review" jsonb;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "expiring_told_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "updates_once" ON "updates" USING btree ("principal_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "updates_one_open" ON "updates" USING btree ("cluster") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "updates_waiting" ON "updates" USING btree ("cluster") WHERE state in ('queued', 'open');--> statement-breakpoint
CREATE INDEX "updates_newest" ON "updates" USING btree ("requested_at","id");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("action","seq");