-- The board with cases that were closed below.

CREATE TABLE read.board_v2 (
    reported_case text COLLATE "C" NOT NULL,
    site          text COLLATE "C" NOT NULL,
    "case"        text COLLATE "C" NOT NULL,
    unit          text COLLATE "C" NOT NULL,
    unit_name     text COLLATE "C" NOT NULL,
    division      text COLLATE "C" NOT NULL,
    issues        integer NOT NULL,
    written_off   integer,
    long_term     integer,
    status        text COLLATE "C" NOT NULL,
    opened_at     timestamptz NOT NULL,
    accepted_at   timestamptz,
    closed_at     timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (reported_case, from_position)
);
CREATE INDEX board_v2_current ON read.board_v2 (reported_case) WHERE to_position IS NULL;
CREATE INDEX board_v2_closed ON read.board_v2 (to_position, from_position);
CREATE INDEX board_v2_begun ON read.board_v2 (from_position, to_position);
CREATE INDEX board_v2_by_division ON read.board_v2 (division, reported_case)
    WHERE to_position IS NULL;
CREATE INDEX board_v2_by_unit_name ON read.board_v2 (unit_name, reported_case)
    WHERE to_position IS NULL;
CREATE INDEX board_v2_by_opened_at ON read.board_v2 (opened_at, reported_case)
    WHERE to_position IS NULL;
CREATE INDEX board_v2_by_site ON read.board_v2 (site, opened_at, reported_case)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.board_v2 IS
    'Every case of the levels below, once per state it was in: from from_position until before to_position.';
