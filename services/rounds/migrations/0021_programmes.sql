-- The programmes that are led here, now or as of a moment.

CREATE TABLE read.programmes_v1 (
    programme     text COLLATE "C" NOT NULL,
    title         text COLLATE "C" NOT NULL,
    status        text COLLATE "C" NOT NULL,
    divisions     integer NOT NULL,
    focus         integer NOT NULL,
    joined        integer NOT NULL,
    children      integer NOT NULL,
    reported      integer NOT NULL,
    excused       integer NOT NULL,
    planned_at    timestamptz NOT NULL,
    launched_at   timestamptz,
    merged_at     timestamptz,
    closed_at     timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (programme, from_position)
);
CREATE INDEX programmes_v1_past ON read.programmes_v1 (to_position, from_position);
CREATE INDEX programmes_v1_begun ON read.programmes_v1 (from_position, to_position);
CREATE UNIQUE INDEX programmes_v1_current ON read.programmes_v1 (programme)
    WHERE to_position IS NULL;
CREATE INDEX programmes_v1_by_planned_at ON read.programmes_v1 (planned_at, programme)
    WHERE to_position IS NULL;
CREATE INDEX programmes_v1_by_launched_at ON read.programmes_v1 (launched_at, programme)
    WHERE to_position IS NULL;
CREATE INDEX programmes_v1_by_title ON read.programmes_v1 (title, programme)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.programmes_v1 IS
    'Every programme led here, one row per state it was in: valid from from_position until before to_position.';
