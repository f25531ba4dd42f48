-- Who may do what. The roles belong to the whole server, so they may exist already.
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['lianxun_app', 'lianxun_read', 'lianxun_eraser'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- Another database of this server made it.
        END;
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO lianxun_app, lianxun_read, lianxun_eraser;
GRANT SELECT, INSERT ON events TO lianxun_app;
GRANT SELECT, INSERT, UPDATE ON streams TO lianxun_app;
GRANT SELECT, INSERT ON receipts, claims TO lianxun_app;
GRANT SELECT, INSERT, UPDATE ON lineage TO lianxun_app;
GRANT SELECT ON history TO lianxun_app;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON projections, reaction_positions, seen_sequences, parked, leases, relay_cursor TO lianxun_app;
GRANT USAGE ON SCHEMA read TO lianxun_app, lianxun_read;
ALTER DEFAULT PRIVILEGES IN SCHEMA read
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lianxun_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA read GRANT SELECT ON TABLES TO lianxun_read;

-- A tripwire for everybody, the owner included: events are never changed or removed.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.data IS NULL AND NEW.salt IS NULL
       AND current_setting('lianxun.erasing', true) = OLD.position::text
       AND (NEW.position, NEW.stream, NEW.version, NEW.type, NEW.header, NEW.leaf)
         = (OLD.position, OLD.stream, OLD.version, OLD.type, OLD.header, OLD.leaf)
       AND NEW.frontier IS NOT DISTINCT FROM OLD.frontier THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_are_not_truncated BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Destroys one event's data and salt, once the log itself says so: `destruction` is the position
-- of a DataDestroyed event that names `target`. Header, leaf and every proof remain.
CREATE FUNCTION destroy_data(target bigint, destruction bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE named bigint;
BEGIN
    SELECT (convert_from(data, 'UTF8')::json ->> 'position')::bigint INTO named
      FROM events WHERE position = destruction AND type = 'DataDestroyed.v1';
    IF named IS DISTINCT FROM target THEN
        RAISE EXCEPTION 'position % holds no DataDestroyed event for position %',
            destruction, target;
    END IF;
    PERFORM set_config('lianxun.erasing', target::text, true);
    UPDATE events SET data = NULL, salt = NULL WHERE position = target;
    PERFORM set_config('lianxun.erasing', '', true);
END $$;
REVOKE ALL ON FUNCTION destroy_data(bigint, bigint) FROM PUBLIC;
GRANT SELECT, UPDATE ON events TO lianxun_eraser;
GRANT EXECUTE ON FUNCTION destroy_data(bigint, bigint) TO lianxun_eraser;
ALTER FUNCTION destroy_data(bigint, bigint) OWNER TO lianxun_eraser;
