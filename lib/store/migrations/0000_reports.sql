CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"project" text NOT NULL,
	"location" text NOT NULL,
	"cluster" text NOT NULL,
	"vantage_kind" text NOT NULL,
	"verdict" text NOT NULL,
	"cause" text,
	"hop" text,
	"headline" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "reports_cluster_newest" ON "reports" USING btree ("project","location","cluster","created_at","id");--> statement-breakpoint
CREATE INDEX "reports_newest" ON "reports" USING btree ("created_at","id");