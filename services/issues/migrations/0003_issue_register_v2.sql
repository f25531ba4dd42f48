-- The issue register with engagement, tags and every step up to the closing of its case.

CREATE TABLE read.issue_register_v2 (
    issue               text COLLATE "C" NOT NULL,
    code                text COLLATE "C" NOT NULL,
    title               text COLLATE "C" NOT NULL,
    round               text COLLATE "C" NOT NULL,
    engagement          text COLLATE "C",
    unit                text COLLATE "C" NOT NULL,
    told_unit           text COLLATE "C",
    domain              text COLLATE "C" NOT NULL,
    item_type           text COLLATE "C" NOT NULL,
    gov_function        boolean NOT NULL,
    sector              text COLLATE "C",
    papers              integer NOT NULL,
    status              text COLLATE "C" NOT NULL,
    merged_into         text COLLATE "C",
    raised_at           timestamptz NOT NULL,
    approved_at         timestamptz,
    fed_back_at         timestamptz,
    in_rectification_at timestamptz,
    resolved_at         timestamptz,
    closed_at           timestamptz,
    from_position       bigint NOT NULL,
    to_position         bigint,
    PRIMARY KEY (issue, from_position)
);
CREATE UNIQUE INDEX issue_register_v2_current ON read.issue_register_v2 (issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v2_ended ON read.issue_register_v2 (to_position, from_position);
CREATE INDEX issue_register_v2_begun ON read.issue_register_v2 (from_position, to_position);
CREATE INDEX issue_register_v2_by_code ON read.issue_register_v2 (code, issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v2_by_raising ON read.issue_register_v2 (raised_at, issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v2_by_feedback ON read.issue_register_v2 (fed_back_at, issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v2_by_unit ON read.issue_register_v2 (unit, code, issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v2_by_engagement ON read.issue_register_v2 (engagement, code, issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v2_by_government ON read.issue_register_v2 (code, issue)
    WHERE to_position IS NULL AND gov_function;
COMMENT ON TABLE read.issue_register_v2 IS
    'Every issue, one row per state it was in: valid from from_position until before to_position.';
