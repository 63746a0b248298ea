CREATE TABLE "pod_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"cluster" text NOT NULL,
	"namespace" text NOT NULL,
	"service_account" text NOT NULL,
	"expected" text,
	"image" text NOT NULL,
	"manifest" jsonb NOT NULL,
	"principal_id" text NOT NULL,
	"principal_name" text NOT NULL,
	"reason" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"patience_ms" integer NOT NULL,
	"state" text NOT NULL,
	"detail" text NOT NULL,
	"intended_at" timestamp (3) with time zone,
	"pod_uid" text,
	"created_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"cleaned_at" timestamp (3) with time zone,
	"stop_asked_at" timestamp (3) with time zone,
	"stop_asked_by" text,
	"exit_code" integer,
	"events" jsonb NOT NULL,
	"log" jsonb NOT NULL,
	"log_truncated" boolean NOT NULL,
	"identity" jsonb
);
--> statement-breakpoint
CREATE TABLE "workload_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"target" text NOT NULL,
	"cluster" text,
	"namespace" text NOT NULL,
	"service_account" text NOT NULL,
	"google_service_account" text,
	"verdict" text NOT NULL,
	"cause" text,
	"hop" text,
	"headline" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "pod_runs_once" ON "pod_runs" USING btree ("principal_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "pod_runs_open" ON "pod_runs" USING btree ("requested_at") WHERE cleaned_at is null;--> statement-breakpoint
CREATE INDEX "pod_runs_newest" ON "pod_runs" USING btree ("cluster","requested_at","id");--> statement-breakpoint
CREATE INDEX "pod_runs_proofs" ON "pod_runs" USING btree ("cluster","namespace","service_account","ended_at");--> statement-breakpoint
CREATE INDEX "workload_reports_newest" ON "workload_reports" USING btree ("created_at","id");