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

-- Destroys one event's data and salt, once the log itself says so: `destruction` is the position
-- of a DataDestroyed event that names `target`, which came before it. Header, leaf and every proof
-- remain. The kernel's own events are what the log is begun, continued and emptied by: they stay.
-- It works as the owner, so that the eraser may call it and can do nothing else.
CREATE FUNCTION destroy_data(target bigint, destruction bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE named bigint;
BEGIN
    SELECT (convert_from(data, 'UTF8')::json ->> 'position')::bigint INTO named
      FROM events WHERE position = destruction AND type = 'DataDestroyed.v1';
    IF named IS DISTINCT FROM target OR target >= destruction THEN
        RAISE EXCEPTION 'position % holds no DataDestroyed event for position %',
            destruction, target;
    END IF;
    PERFORM set_config('lianxun.erasing', target::text, true);
    UPDATE events SET data = NULL, salt = NULL
     WHERE position = target
       AND type NOT IN ('SiteFounded.v1', 'EpochOpened.v1', 'DataDestroyed.v1');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'position % holds no event whose data may go', target;
    END IF;
    PERFORM set_config('lianxun.erasing', '', true);
END $$;
REVOKE ALL ON FUNCTION destroy_data(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION destroy_data(bigint, bigint) TO lianxun_eraser;
