-- The board: what the levels below report of their cases, now or as of a moment.

CREATE TABLE read.board_v1 (
    reported_case text COLLATE "C" NOT NULL,
    site          text COLLATE "C" NOT NULL,
    "case"        text COLLATE "C" NOT NULL,
    unit          text COLLATE "C" NOT NULL,
    unit_name     text COLLATE "C" NOT NULL,
    division      text COLLATE "C" NOT NULL,
    issues        integer NOT NULL,
    status        text COLLATE "C" NOT NULL,
    opened_at     timestamptz NOT NULL,
    accepted_at   timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (reported_case, from_position)
);
CREATE INDEX board_v1_current ON read.board_v1 (reported_case) WHERE to_position IS NULL;
CREATE INDEX board_v1_by_site ON read.board_v1 (site, opened_at) WHERE to_position IS NULL;
COMMENT ON TABLE read.board_v1 IS
    'Every case of the levels below, once per state it was in: from from_position until before to_position.';
