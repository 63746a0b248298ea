CREATE FUNCTION drawbridge_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the audit log is append only' USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;
--> statement-breakpoint
CREATE FUNCTION drawbridge_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.id <> OLD.id OR NEW.seq <= OLD.seq THEN
		RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_rows BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION drawbridge_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_events_table BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION drawbridge_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_head_forward BEFORE UPDATE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION drawbridge_head_forward();
--> statement-breakpoint
CREATE TRIGGER audit_head_rows BEFORE DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION drawbridge_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_head_table BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION drawbridge_append_only();
--> statement-breakpoint
INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
