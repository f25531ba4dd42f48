-- The reports: how far each engagement's report is with its check, now or as of a moment.

CREATE TABLE read.reports_v1 (
    engagement      text COLLATE "C" NOT NULL,
    round           text COLLATE "C" NOT NULL,
    unit            text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    report          text COLLATE "C" NOT NULL,
    sentences       integer NOT NULL,
    status          text COLLATE "C" NOT NULL,
    comments        integer NOT NULL,
    open_comments   integer NOT NULL,
    checked_version integer,
    drafted_at      timestamptz NOT NULL,
    checked_at      timestamptz,
    from_position   bigint NOT NULL,
    to_position     bigint,
    PRIMARY KEY (engagement, from_position)
);
CREATE UNIQUE INDEX reports_v1_current ON read.reports_v1 (engagement)
    WHERE to_position IS NULL;
CREATE INDEX reports_v1_ended ON read.reports_v1 (to_position, from_position);
CREATE INDEX reports_v1_begun ON read.reports_v1 (from_position, to_position);
CREATE INDEX reports_v1_by_draft ON read.reports_v1 (drafted_at, engagement)
    WHERE to_position IS NULL;
CREATE INDEX reports_v1_by_check ON read.reports_v1 (checked_at, engagement)
    WHERE to_position IS NULL;
CREATE INDEX reports_v1_by_round ON read.reports_v1 (round, drafted_at, engagement)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.reports_v1 IS
    'Every report, one row per state it was in: valid from from_position until before to_position.';
