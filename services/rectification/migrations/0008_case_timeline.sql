-- The case timeline: every event that matters of a case, now or as of a moment.

CREATE TABLE read.case_timeline_v1 (
    entry         text COLLATE "C" NOT NULL,
    "case"        text COLLATE "C" NOT NULL,
    place         bigint NOT NULL,
    at            timestamptz NOT NULL,
    kind          text COLLATE "C" NOT NULL,
    what          text COLLATE "C" NOT NULL,
    role          text COLLATE "C" NOT NULL,
    unit          text COLLATE "C",
    issue         text COLLATE "C",
    event         text COLLATE "C" NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (entry, from_position)
);
CREATE INDEX case_timeline_v1_current ON read.case_timeline_v1 (entry) WHERE to_position IS NULL;
CREATE INDEX case_timeline_v1_closed ON read.case_timeline_v1 (to_position, from_position);
CREATE INDEX case_timeline_v1_begun ON read.case_timeline_v1 (from_position, to_position);
CREATE INDEX case_timeline_v1_by_place ON read.case_timeline_v1 (place, entry)
    WHERE to_position IS NULL;
CREATE INDEX case_timeline_v1_by_at ON read.case_timeline_v1 (at, entry)
    WHERE to_position IS NULL;
CREATE INDEX case_timeline_v1_by_case ON read.case_timeline_v1 ("case", place, entry)
    WHERE to_position IS NULL;
CREATE INDEX case_timeline_v1_by_unit ON read.case_timeline_v1 (unit, place, entry)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.case_timeline_v1 IS
    'Every event that matters of a case, as it was written down: from from_position until before to_position.';
