-- The log of one service and the narrow tables that are derived from it.

CREATE TABLE events (
    position bigint NOT NULL CHECK (position > 0),
    stream   text COLLATE "C" NOT NULL,
    version  integer NOT NULL CHECK (version > 0),
    type     text COLLATE "C" NOT NULL,
    header   bytea NOT NULL,
    data     bytea,
    salt     bytea,
    leaf     bytea NOT NULL CHECK (length(leaf) = 32),
    frontier bytea,
    PRIMARY KEY (position)
) PARTITION BY RANGE (position);
CREATE INDEX events_by_stream ON events (stream, version);

-- A tripwire for everybody, the owner included: events are never changed or removed. Data and
-- salt alone may go, once the function that destroys them (0004) has looked at the order for it.
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

-- A partition holds 2^22 positions. They are made ahead, because the application may not.
-- The trigger for each row comes with the partition, the one for TRUNCATE does not.
CREATE FUNCTION make_partitions(ahead integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    width   constant bigint := 4194304;
    reached bigint := coalesce((SELECT max(position) FROM events), 0) / width;
    made    integer := 0;
BEGIN
    FOR part IN 0 .. reached + ahead LOOP
        IF to_regclass(format('events_%s', part)) IS NULL THEN
            EXECUTE format('CREATE TABLE events_%s PARTITION OF events FOR VALUES FROM (%s) TO (%s)',
                           part, part * width, (part + 1) * width);
            EXECUTE format('CREATE TRIGGER events_are_not_truncated BEFORE TRUNCATE ON events_%s
                            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;
SELECT make_partitions(8);

CREATE TABLE streams (
    stream          text COLLATE "C" PRIMARY KEY,
    version         integer NOT NULL,
    last_leaf       bytea NOT NULL,
    events_sequence integer NOT NULL,
    linked_sequence integer NOT NULL,
    public_sequence integer NOT NULL,
    tags            text[] NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX streams_by_tag ON streams USING gin (tags);

CREATE TABLE receipts (
    command_id  uuid PRIMARY KEY,
    fingerprint bytea,
    first       bigint,
    last        bigint,
    outcome     text NOT NULL
);

CREATE TABLE claims (
    key    text COLLATE "C" PRIMARY KEY,
    stream text COLLATE "C" NOT NULL
);

-- What this database was when it was last compared with the tape.
CREATE TABLE lineage (
    one               boolean PRIMARY KEY DEFAULT true CHECK (one),
    system_identifier bigint NOT NULL,
    timeline          integer NOT NULL
);

-- For people in psql: the same rows, readable.
CREATE VIEW history AS
SELECT position, stream, version, type,
       header::json ->> 'recorded_at' AS recorded_at,
       header::json ->> 'actor' AS actor,
       header::json ->> 'role' AS role,
       header, data::json AS data
FROM (SELECT position, stream, version, type, convert_from(header, 'UTF8') AS header,
             convert_from(data, 'UTF8') AS data
      FROM events) AS readable;
