// Written by lib/store/cli/bundle-migrations.ts from the SQL files beside it. Do not edit.
import type { Migration } from "../migrate";

export const migrations: readonly Migration[] = [
  {
    "tag": "0000_reports",
    "hash": "d953eb05d330826adf27ca55b5d046582085a41eaf483360435178dfca53c8d8",
    "statements": [
      "CREATE TABLE \"reports\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"created_at\" timestamp (3) with time zone NOT NULL,\n\t\"project\" text NOT NULL,\n\t\"location\" text NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"vantage_kind\" text NOT NULL,\n\t\"verdict\" text NOT NULL,\n\t\"cause\" text,\n\t\"hop\" text,\n\t\"headline\" text NOT NULL,\n\t\"duration_ms\" integer NOT NULL,\n\t\"report\" jsonb NOT NULL\n);",
      "CREATE INDEX \"reports_cluster_newest\" ON \"reports\" USING btree (\"project\",\"location\",\"cluster\",\"created_at\",\"id\");",
      "CREATE INDEX \"reports_newest\" ON \"reports\" USING btree (\"created_at\",\"id\");"
    ]
  },
  {
    "tag": "0001_changes",
    "hash": "c10b51ee5b91f87bc15397f2914c5636b2b702860c8d226200866378f4a7cbd5",
    "statements": [
      "CREATE TABLE \"audit_events\" (\n\t\"seq\" bigint PRIMARY KEY NOT NULL,\n\t\"at\" timestamp (3) with time zone NOT NULL,\n\t\"actor\" text NOT NULL,\n\t\"action\" text NOT NULL,\n\t\"subject\" text NOT NULL,\n\t\"data\" jsonb NOT NULL,\n\t\"prev_hash\" text NOT NULL,\n\t\"hash\" text NOT NULL\n);",
      "CREATE TABLE \"audit_head\" (\n\t\"id\" integer PRIMARY KEY NOT NULL,\n\t\"seq\" bigint NOT NULL,\n\t\"hash\" text NOT NULL\n);",
      "CREATE TABLE \"grants\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"cidr\" text NOT NULL,\n\t\"principal_id\" text NOT NULL,\n\t\"principal_name\" text NOT NULL,\n\t\"reason\" text NOT NULL,\n\t\"requested_at\" timestamp (3) with time zone NOT NULL,\n\t\"start_by\" timestamp (3) with time zone NOT NULL,\n\t\"duration_ms\" bigint NOT NULL,\n\t\"approvals_needed\" integer NOT NULL,\n\t\"idempotency_key\" text NOT NULL,\n\t\"state\" text NOT NULL,\n\t\"approvals\" jsonb NOT NULL,\n\t\"approved_at\" timestamp (3) with time zone,\n\t\"activated_at\" timestamp (3) with time zone,\n\t\"expires_at\" timestamp (3) with time zone,\n\t\"stop_at\" timestamp (3) with time zone,\n\t\"stop_reason\" text,\n\t\"ended_at\" timestamp (3) with time zone,\n\t\"end_reason\" text,\n\t\"end_detail\" text NOT NULL,\n\t\"attempts\" integer NOT NULL\n);",
      "CREATE TABLE \"idempotency\" (\n\t\"principal_id\" text NOT NULL,\n\t\"key\" text NOT NULL,\n\t\"fingerprint\" text NOT NULL,\n\t\"created_at\" timestamp (3) with time zone NOT NULL,\n\tCONSTRAINT \"idempotency_principal_id_key_pk\" PRIMARY KEY(\"principal_id\",\"key\")\n);",
      "CREATE TABLE \"list_writes\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"at\" timestamp (3) with time zone NOT NULL,\n\t\"etag\" text NOT NULL,\n\t\"before\" jsonb NOT NULL,\n\t\"after\" jsonb NOT NULL,\n\t\"adds\" jsonb NOT NULL,\n\t\"removes\" jsonb NOT NULL,\n\t\"state\" text NOT NULL,\n\t\"operation\" text,\n\t\"detail\" text NOT NULL,\n\t\"closed_at\" timestamp (3) with time zone\n);",
      "CREATE TABLE \"owned_entries\" (\n\t\"cluster\" text NOT NULL,\n\t\"cidr\" text NOT NULL,\n\t\"marker\" text NOT NULL,\n\tCONSTRAINT \"owned_entries_cluster_cidr_pk\" PRIMARY KEY(\"cluster\",\"cidr\"),\n\tCONSTRAINT \"owned_entries_marker_unique\" UNIQUE(\"marker\")\n);",
      "CREATE UNIQUE INDEX \"grants_once\" ON \"grants\" USING btree (\"principal_id\",\"idempotency_key\",\"cluster\");",
      "CREATE INDEX \"grants_open\" ON \"grants\" USING btree (\"cluster\") WHERE state in ('requested', 'approved', 'active');",
      "CREATE INDEX \"grants_newest\" ON \"grants\" USING btree (\"requested_at\",\"id\");",
      "CREATE UNIQUE INDEX \"list_writes_one_open\" ON \"list_writes\" USING btree (\"cluster\") WHERE state = 'open';",
      "CREATE INDEX \"list_writes_at\" ON \"list_writes\" USING btree (\"at\");"
    ]
  },
  {
    "tag": "0002_audit_guard",
    "hash": "309f02ccf4379be769dee406e4b4fb6526afb067cdbc6bc33722b2ba5bc78f30",
    "statements": [
      "CREATE FUNCTION drawbridge_append_only() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n\tRAISE EXCEPTION 'the audit log is append only' USING ERRCODE = 'object_not_in_prerequisite_state';\nEND $$;",
      "CREATE FUNCTION drawbridge_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n\tIF NEW.id <> OLD.id OR NEW.seq <= OLD.seq THEN\n\t\tRAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'object_not_in_prerequisite_state';\n\tEND IF;\n\tRETURN NEW;\nEND $$;",
      "CREATE TRIGGER audit_events_rows BEFORE UPDATE OR DELETE ON \"audit_events\" FOR EACH ROW EXECUTE FUNCTION drawbridge_append_only();",
      "CREATE TRIGGER audit_events_table BEFORE TRUNCATE ON \"audit_events\" FOR EACH STATEMENT EXECUTE FUNCTION drawbridge_append_only();",
      "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON \"audit_head\" FOR EACH ROW EXECUTE FUNCTION drawbridge_head_forward();",
      "CREATE TRIGGER audit_head_rows BEFORE DELETE ON \"audit_head\" FOR EACH ROW EXECUTE FUNCTION drawbridge_append_only();",
      "CREATE TRIGGER audit_head_table BEFORE TRUNCATE ON \"audit_head\" FOR EACH STATEMENT EXECUTE FUNCTION drawbridge_append_only();",
      "INSERT INTO \"audit_head\" (\"id\", \"seq\", \"hash\") VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');"
    ]
  },
  {
    "tag": "0003_access",
    "hash": "cf3ea0a4bf9e3bfed690c283dc791cd58c0e8c3dd66532d50216064ae2d82577",
    "statements": [
      "CREATE TABLE \"entry_sightings\" (\n\t\"cluster\" text NOT NULL,\n\t\"cidr_block\" text NOT NULL,\n\t\"display_name\" text NOT NULL,\n\t\"first_seen_at\" timestamp (3) with time zone NOT NULL,\n\t\"older\" boolean NOT NULL,\n\tCONSTRAINT \"entry_sightings_cluster_cidr_block_display_name_pk\" PRIMARY KEY(\"cluster\",\"cidr_block\",\"display_name\")\n);",
      "CREATE TABLE \"list_sightings\" (\n\t\"cluster\" text PRIMARY KEY NOT NULL,\n\t\"etag\" text NOT NULL,\n\t\"enabled\" boolean NOT NULL,\n\t\"entries\" jsonb NOT NULL,\n\t\"google_cloud_access\" boolean,\n\t\"private_endpoint_enforcement\" boolean,\n\t\"managed_by\" text,\n\t\"seen_at\" timestamp (3) with time zone NOT NULL\n);",
      "CREATE TABLE \"plans\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"diagnosis\" text NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"remedy\" jsonb NOT NULL,\n\t\"draft\" jsonb NOT NULL,\n\t\"basis\" text NOT NULL,\n\t\"created_at\" timestamp (3) with time zone NOT NULL,\n\t\"expires_at\" timestamp (3) with time zone NOT NULL\n);",
      "CREATE TABLE \"proof_codes\" (\n\t\"code\" text PRIMARY KEY NOT NULL,\n\t\"grant\" text NOT NULL,\n\t\"principal_id\" text NOT NULL,\n\t\"expires_at\" timestamp (3) with time zone NOT NULL,\n\t\"used_at\" timestamp (3) with time zone\n);",
      "CREATE TABLE \"updates\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"remedy\" jsonb NOT NULL,\n\t\"title\" text NOT NULL,\n\t\"plan\" text NOT NULL,\n\t\"diagnosis\" text NOT NULL,\n\t\"principal_id\" text NOT NULL,\n\t\"principal_name\" text NOT NULL,\n\t\"reason\" text NOT NULL,\n\t\"idempotency_key\" text NOT NULL,\n\t\"requested_at\" timestamp (3) with time zone NOT NULL,\n\t\"confirmed\" jsonb NOT NULL,\n\t\"basis\" text NOT NULL,\n\t\"state\" text NOT NULL,\n\t\"etag\" text,\n\t\"before\" jsonb,\n\t\"body\" jsonb,\n\t\"operation\" text,\n\t\"detail\" text NOT NULL,\n\t\"sent_at\" timestamp (3) with time zone,\n\t\"closed_at\" timestamp (3) with time zone,\n\t\"verified\" jsonb,\n\t\"undoes\" text\n);",
      "CREATE TABLE \"webhook_cursors\" (\n\t\"endpoint\" text PRIMARY KEY NOT NULL,\n\t\"seq\" bigint NOT NULL,\n\t\"attempts\" integer NOT NULL,\n\t\"next_at\" timestamp (3) with time zone NOT NULL,\n\t\"last_error\" text NOT NULL\n);",
      "ALTER TABLE \"grants\" ADD COLUMN \"break_glass\" boolean NOT NULL;",
      "ALTER TABLE \"grants\" ADD COLUMN \"address\" text;",
      "ALTER TABLE \"grants\" ADD COLUMN \"policy\" jsonb NOT NULL;",
      "ALTER TABLE \"grants\" ADD COLUMN \"prolongs\" text;",
      "ALTER TABLE \"grants\" ADD COLUMN \"verified\" jsonb;",
      "ALTER TABLE \"grants\" ADD COLUMN \"review\" jsonb;",
      "ALTER TABLE \"grants\" ADD COLUMN \"expiring_told_at\" timestamp (3) with time zone;",
      "CREATE UNIQUE INDEX \"updates_once\" ON \"updates\" USING btree (\"principal_id\",\"idempotency_key\");",
      "CREATE UNIQUE INDEX \"updates_one_open\" ON \"updates\" USING btree (\"cluster\") WHERE state = 'open';",
      "CREATE INDEX \"updates_waiting\" ON \"updates\" USING btree (\"cluster\") WHERE state in ('queued', 'open');",
      "CREATE INDEX \"updates_newest\" ON \"updates\" USING btree (\"requested_at\",\"id\");",
      "CREATE INDEX \"audit_events_subject\" ON \"audit_events\" USING btree (\"subject\",\"seq\");",
      "CREATE INDEX \"audit_events_action\" ON \"audit_events\" USING btree (\"action\",\"seq\");"
    ]
  },
  {
    "tag": "0004_workloads",
    "hash": "d90f77d831f696bfe9f91900aa1eaccf02a0fe70e09b6dc3f17d244f973c2b3c",
    "statements": [
      "CREATE TABLE \"pod_runs\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"kind\" text NOT NULL,\n\t\"cluster\" text NOT NULL,\n\t\"namespace\" text NOT NULL,\n\t\"service_account\" text NOT NULL,\n\t\"expected\" text,\n\t\"image\" text NOT NULL,\n\t\"manifest\" jsonb NOT NULL,\n\t\"principal_id\" text NOT NULL,\n\t\"principal_name\" text NOT NULL,\n\t\"reason\" text NOT NULL,\n\t\"idempotency_key\" text NOT NULL,\n\t\"requested_at\" timestamp (3) with time zone NOT NULL,\n\t\"patience_ms\" integer NOT NULL,\n\t\"state\" text NOT NULL,\n\t\"detail\" text NOT NULL,\n\t\"intended_at\" timestamp (3) with time zone,\n\t\"pod_uid\" text,\n\t\"created_at\" timestamp (3) with time zone,\n\t\"started_at\" timestamp (3) with time zone,\n\t\"ended_at\" timestamp (3) with time zone,\n\t\"cleaned_at\" timestamp (3) with time zone,\n\t\"stop_asked_at\" timestamp (3) with time zone,\n\t\"stop_asked_by\" text,\n\t\"exit_code\" integer,\n\t\"events\" jsonb NOT NULL,\n\t\"log\" jsonb NOT NULL,\n\t\"log_truncated\" boolean NOT NULL,\n\t\"identity\" jsonb\n);",
      "CREATE TABLE \"workload_reports\" (\n\t\"id\" text PRIMARY KEY NOT NULL,\n\t\"created_at\" timestamp (3) with time zone NOT NULL,\n\t\"target\" text NOT NULL,\n\t\"cluster\" text,\n\t\"namespace\" text NOT NULL,\n\t\"service_account\" text NOT NULL,\n\t\"google_service_account\" text,\n\t\"verdict\" text NOT NULL,\n\t\"cause\" text,\n\t\"hop\" text,\n\t\"headline\" text NOT NULL,\n\t\"duration_ms\" integer NOT NULL,\n\t\"report\" jsonb NOT NULL\n);",
      "CREATE UNIQUE INDEX \"pod_runs_once\" ON \"pod_runs\" USING btree (\"principal_id\",\"idempotency_key\");",
      "CREATE INDEX \"pod_runs_open\" ON \"pod_runs\" USING btree (\"requested_at\") WHERE cleaned_at is null;",
      "CREATE INDEX \"pod_runs_newest\" ON \"pod_runs\" USING btree (\"cluster\",\"requested_at\",\"id\");",
      "CREATE INDEX \"pod_runs_proofs\" ON \"pod_runs\" USING btree (\"cluster\",\"namespace\",\"service_account\",\"ended_at\");",
      "CREATE INDEX \"workload_reports_newest\" ON \"workload_reports\" USING btree (\"created_at\",\"id\");"
    ]
  },
  {
    "tag": "0005_removals",
    "hash": "df20d167f2ae65a1b092ba9094665ef26ed9562b92e4465cb34680f3d9f3c5b0",
    "statements": [
      "ALTER TABLE \"pod_runs\" ADD COLUMN \"removal_trouble\" text;",
      "ALTER TABLE \"pod_runs\" ADD COLUMN \"given_up_at\" timestamp (3) with time zone;"
    ]
  }
];
