-- The engagements: which group inspects which unit, and how far it has come.

CREATE TABLE read.engagements_v1 (
    engagement         text COLLATE "C" NOT NULL,
    round              text COLLATE "C" NOT NULL,
    unit               text COLLATE "C" NOT NULL,
    unit_name          text COLLATE "C" NOT NULL,
    division           text COLLATE "C" NOT NULL,
    "group"            text COLLATE "C" NOT NULL,
    kind               text COLLATE "C" NOT NULL,
    programme          text COLLATE "C",
    status             text COLLATE "C" NOT NULL,
    briefing           text COLLATE "C" NOT NULL,
    briefing_due_at    timestamptz,
    findings           bigint,
    approved_issues    bigint,
    report_version     bigint,
    result_use         text COLLATE "C",
    feedback           text COLLATE "C",
    planned_at         timestamptz NOT NULL,
    entered_at         timestamptz,
    concluded_at       timestamptz,
    report_approved_at timestamptz,
    fed_back_at        timestamptz,
    archived_at        timestamptz,
    from_position      bigint NOT NULL,
    to_position        bigint,
    PRIMARY KEY (engagement, from_position)
);
CREATE UNIQUE INDEX engagements_v1_current ON read.engagements_v1 (engagement)
    WHERE to_position IS NULL;
CREATE INDEX engagements_v1_past ON read.engagements_v1 (to_position, from_position);
CREATE INDEX engagements_v1_begun ON read.engagements_v1 (from_position, to_position);
CREATE INDEX engagements_v1_by_round ON read.engagements_v1 (round, engagement)
    WHERE to_position IS NULL;
CREATE INDEX engagements_v1_by_unit ON read.engagements_v1 (unit, engagement)
    WHERE to_position IS NULL;
CREATE INDEX engagements_v1_by_unit_name ON read.engagements_v1 (unit_name, engagement)
    WHERE to_position IS NULL;
CREATE INDEX engagements_v1_by_planning ON read.engagements_v1 (planned_at, engagement)
    WHERE to_position IS NULL;
CREATE INDEX engagements_v1_by_entry ON read.engagements_v1 (entered_at, engagement)
    WHERE to_position IS NULL;
CREATE INDEX engagements_v1_by_report ON read.engagements_v1 (report_approved_at, engagement)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.engagements_v1 IS
    'Every engagement, one row per state it was in: from from_position until before to_position.';
