ALTER TABLE "pod_runs" ADD COLUMN "removal_trouble" text;--> statement-breakpoint
ALTER TABLE "pod_runs" ADD COLUMN "given_up_at" timestamp (3) with time zone;