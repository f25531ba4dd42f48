-- The issue register: every issue and how far it has come, now or as of a moment.

CREATE TABLE read.issue_register_v1 (
    issue         text COLLATE "C" NOT NULL,
    code          text COLLATE "C" NOT NULL,
    title         text COLLATE "C" NOT NULL,
    round         text COLLATE "C" NOT NULL,
    unit          text COLLATE "C" NOT NULL,
    told_unit     text COLLATE "C",
    domain        text COLLATE "C" NOT NULL,
    item_type     text COLLATE "C" NOT NULL,
    status        text COLLATE "C" NOT NULL,
    raised_at     timestamptz NOT NULL,
    approved_at   timestamptz,
    fed_back_at   timestamptz,
    resolved_at   timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (issue, from_position)
);
CREATE INDEX issue_register_v1_current ON read.issue_register_v1 (issue)
    WHERE to_position IS NULL;
CREATE INDEX issue_register_v1_by_unit ON read.issue_register_v1 (unit, code)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.issue_register_v1 IS
    'Every issue, one row per state it was in: valid from from_position until before to_position.';
