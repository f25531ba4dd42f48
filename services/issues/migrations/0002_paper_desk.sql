-- The paper desk: every working paper and how far it has come, now or as of a moment.

CREATE TABLE read.paper_desk_v1 (
    paper            text COLLATE "C" NOT NULL,
    number           text COLLATE "C",
    temporary_number text COLLATE "C" NOT NULL,
    engagement       text COLLATE "C" NOT NULL,
    unit             text COLLATE "C" NOT NULL,
    asked_unit       text COLLATE "C",
    matter           text COLLATE "C" NOT NULL,
    status           text COLLATE "C" NOT NULL,
    handlers         integer NOT NULL,
    evidence         integer NOT NULL,
    disputed         boolean NOT NULL,
    returns          integer NOT NULL,
    drafted_at       timestamptz NOT NULL,
    facts_settled_at timestamptz,
    reviewed_at      timestamptz,
    signed_at        timestamptz,
    filed_at         timestamptz,
    from_position    bigint NOT NULL,
    to_position      bigint,
    PRIMARY KEY (paper, from_position)
);
CREATE UNIQUE INDEX paper_desk_v1_current ON read.paper_desk_v1 (paper)
    WHERE to_position IS NULL;
CREATE INDEX paper_desk_v1_ended ON read.paper_desk_v1 (to_position, from_position);
CREATE INDEX paper_desk_v1_begun ON read.paper_desk_v1 (from_position, to_position);
CREATE INDEX paper_desk_v1_by_number ON read.paper_desk_v1 (number, paper)
    WHERE to_position IS NULL;
CREATE INDEX paper_desk_v1_by_temporary_number ON read.paper_desk_v1 (temporary_number, paper)
    WHERE to_position IS NULL;
CREATE INDEX paper_desk_v1_by_draft ON read.paper_desk_v1 (drafted_at, paper)
    WHERE to_position IS NULL;
CREATE INDEX paper_desk_v1_by_signature ON read.paper_desk_v1 (signed_at, paper)
    WHERE to_position IS NULL;
CREATE INDEX paper_desk_v1_by_engagement ON read.paper_desk_v1 (engagement, temporary_number, paper)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.paper_desk_v1 IS
    'Every working paper, one row per state it was in: from from_position until before to_position.';
