-- What readers of the log and of the topics remember; all of it can be rebuilt.

CREATE SCHEMA read;

-- One row per projection version; `status` is building, live, stopped or retired.
CREATE TABLE projections (
    name     text NOT NULL,
    version  integer NOT NULL,
    position bigint NOT NULL DEFAULT 0,
    status   text NOT NULL DEFAULT 'live',
    reason   text,
    PRIMARY KEY (name, version)
);

-- Reactions to the service's own log: how far each has come.
CREATE TABLE reaction_positions (
    name     text PRIMARY KEY,
    position bigint NOT NULL
);

-- Per topic and stream: the last `sequence` seen, under which epoch, and the position that this
-- service's own log had reached when its effects were recorded.
CREATE TABLE seen_sequences (
    topic    text COLLATE "C" NOT NULL,
    stream   text COLLATE "C" NOT NULL,
    epoch    integer NOT NULL,
    sequence integer NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (topic, stream)
);

-- Events that could not be reacted to, and those of the same stream that wait behind them.
CREATE TABLE parked (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reaction        text NOT NULL,
    topic           text COLLATE "C" NOT NULL,
    partition       integer NOT NULL,
    record_offset   bigint NOT NULL,
    stream          text COLLATE "C" NOT NULL,
    key             bytea,
    value           bytea,
    headers         jsonb NOT NULL,
    cause           text NOT NULL,
    detail          text NOT NULL,
    attempts        integer NOT NULL DEFAULT 1,
    first_failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_failed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (reaction, topic, partition, record_offset)
);
CREATE INDEX parked_by_stream ON parked (reaction, topic, stream, id);

-- One active process per job; a successor raises the epoch.
CREATE TABLE leases (
    name       text PRIMARY KEY,
    holder     text NOT NULL,
    epoch      bigint NOT NULL,
    expires_at timestamptz NOT NULL
);

-- How far the relay has come: a cache, the committed tail of the topic decides.
CREATE TABLE relay_cursor (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL
);
