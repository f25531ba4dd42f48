-- The one write that decides anything: compare the head, then append, in one statement.
--
-- Answers one row (status, head, detail):
--   appended   everything was inserted; head is the new one
--   moved      another writer was faster; head is the true one, nothing was inserted
--   repeated   detail lists the receipts of commands that were answered before
--   claimed    detail lists the keys that another stream holds
--   clock      the times of the batch are older than the last event or too far from this clock
CREATE FUNCTION append_batch(
    expected      bigint,
    commands      uuid[],
    recorded_at   timestamptz,
    tolerance     interval,
    e_streams     text[],
    e_versions    integer[],
    e_types       text[],
    e_headers     bytea[],
    e_data        bytea[],
    e_salts       bytea[],
    e_leaves      bytea[],
    last_frontier bytea,
    s_streams     text[],
    s_versions    integer[],
    s_leaves      bytea[],
    s_events      integer[],
    s_linked      integer[],
    s_public      integer[],
    s_tags        text[],
    r_commands    uuid[],
    r_fingerprints bytea[],
    r_firsts      bigint[],
    r_lasts       bigint[],
    r_outcomes    text[],
    c_keys        text[],
    c_streams     text[]
) RETURNS TABLE (status text, head bigint, detail jsonb) LANGUAGE plpgsql AS $$
DECLARE
    actual  bigint;
    last_at timestamptz;
    size    integer := cardinality(e_streams);
BEGIN
    -- Held to the end of this statement only: no client can hold it.
    PERFORM pg_advisory_xact_lock(4917001);
    -- Each statement of a volatile function sees what was committed before it began,
    -- so this one, and not the caller's snapshot, sees the true head.
    SELECT e.position, (convert_from(e.header, 'UTF8')::json ->> 'recorded_at')::timestamptz
      INTO actual, last_at
      FROM events e WHERE e.position >= expected ORDER BY e.position DESC LIMIT 1;
    actual := coalesce(actual, 0);
    IF actual < expected THEN
        SELECT coalesce(max(e.position), 0) INTO actual FROM events e;
    END IF;
    IF actual <> expected THEN
        RETURN QUERY SELECT 'moved', actual, NULL::jsonb;
        RETURN;
    END IF;

    RETURN QUERY
        SELECT 'repeated', actual, jsonb_agg(jsonb_build_object(
                   'command', r.command_id, 'fingerprint', encode(r.fingerprint, 'hex'),
                   'first', r.first, 'last', r.last, 'outcome', r.outcome))
          FROM receipts r WHERE r.command_id = ANY (commands) HAVING count(*) > 0;
    IF FOUND THEN RETURN; END IF;

    IF cardinality(c_keys) > 0 THEN
        RETURN QUERY
            SELECT 'claimed', actual, jsonb_agg(jsonb_build_array(c.key, c.stream))
              FROM claims c JOIN unnest(c_keys, c_streams) AS n(key, stream)
                ON n.key = c.key AND n.stream <> c.stream HAVING count(*) > 0;
        IF FOUND THEN RETURN; END IF;
        INSERT INTO claims SELECT * FROM unnest(c_keys, c_streams) ON CONFLICT DO NOTHING;
    END IF;

    IF size > 0 THEN
        IF recorded_at < last_at OR recorded_at > clock_timestamp() + tolerance
           OR recorded_at < clock_timestamp() - tolerance THEN
            RETURN QUERY SELECT 'clock', actual, jsonb_build_object(
                'recorded_at', recorded_at, 'last', last_at, 'clock', clock_timestamp());
            RETURN;
        END IF;
        INSERT INTO events
            SELECT expected + n, stream, version, type, header, data, salt, leaf,
                   CASE WHEN n = size THEN last_frontier END
              FROM unnest(e_streams, e_versions, e_types, e_headers, e_data, e_salts, e_leaves)
                   WITH ORDINALITY AS e(stream, version, type, header, data, salt, leaf, n);
        INSERT INTO streams
            SELECT stream, version, leaf, events, linked, public,
                   coalesce(string_to_array(nullif(tags, ''), E'\n'), '{}')
              FROM unnest(s_streams, s_versions, s_leaves, s_events, s_linked, s_public, s_tags)
                   AS s(stream, version, leaf, events, linked, public, tags)
            ON CONFLICT (stream) DO UPDATE SET
                version = excluded.version, last_leaf = excluded.last_leaf,
                events_sequence = excluded.events_sequence,
                linked_sequence = excluded.linked_sequence,
                public_sequence = excluded.public_sequence, tags = excluded.tags;
    END IF;
    IF cardinality(r_commands) > 0 THEN
        INSERT INTO receipts
            SELECT * FROM unnest(r_commands, r_fingerprints, r_firsts, r_lasts, r_outcomes);
    END IF;
    RETURN QUERY SELECT 'appended', expected + size, NULL::jsonb;
END $$;
