-- The reviewer queue: what waits to be judged, and in which role, now or as of a moment.

CREATE TABLE read.reviewer_queue_v1 (
    waiting                 text COLLATE "C" NOT NULL,
    stage                   text COLLATE "C" NOT NULL,
    "case"                  text COLLATE "C" NOT NULL,
    issue                   text COLLATE "C",
    code                    text COLLATE "C",
    unit                    text COLLATE "C" NOT NULL,
    unit_name               text COLLATE "C" NOT NULL,
    version                 integer,
    office                  boolean NOT NULL,
    supervision_body        boolean NOT NULL,
    organisation_department boolean NOT NULL,
    reviewer                boolean NOT NULL,
    since                   timestamptz NOT NULL,
    from_position           bigint NOT NULL,
    to_position             bigint,
    PRIMARY KEY (waiting, from_position)
);
CREATE INDEX reviewer_queue_v1_current ON read.reviewer_queue_v1 (waiting) WHERE to_position IS NULL;
CREATE INDEX reviewer_queue_v1_closed ON read.reviewer_queue_v1 (to_position, from_position);
CREATE INDEX reviewer_queue_v1_begun ON read.reviewer_queue_v1 (from_position, to_position);
CREATE INDEX reviewer_queue_v1_by_since ON read.reviewer_queue_v1 (since, waiting)
    WHERE to_position IS NULL;
CREATE INDEX reviewer_queue_v1_by_unit_name ON read.reviewer_queue_v1 (unit_name, waiting)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.reviewer_queue_v1 IS
    'Everything that waits to be judged, once per state it was in: from from_position until before to_position.';
