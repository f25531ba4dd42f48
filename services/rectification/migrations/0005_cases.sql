-- The cases: how far each has come, and when its filings are due, now or as of a moment.

CREATE TABLE read.cases_v1 (
    "case"                  text COLLATE "C" NOT NULL,
    round                   text COLLATE "C" NOT NULL,
    unit                    text COLLATE "C" NOT NULL,
    unit_name               text COLLATE "C" NOT NULL,
    division                text COLLATE "C" NOT NULL,
    status                  text COLLATE "C" NOT NULL,
    rule                    text COLLATE "C",
    issues                  integer NOT NULL,
    remaining               integer NOT NULL,
    written_off             integer NOT NULL,
    long_term               integer NOT NULL,
    plan_due_at             timestamptz,
    plan_first_due_at       timestamptz,
    plan_is_provisional     boolean NOT NULL,
    progress_due_at         timestamptz,
    progress_first_due_at   timestamptz,
    progress_is_provisional boolean NOT NULL,
    extension_asked         text COLLATE "C",
    opened_at               timestamptz NOT NULL,
    accepted_at             timestamptz,
    closed_at               timestamptz,
    from_position           bigint NOT NULL,
    to_position             bigint,
    PRIMARY KEY ("case", from_position)
);
CREATE INDEX cases_v1_current ON read.cases_v1 ("case") WHERE to_position IS NULL;
CREATE INDEX cases_v1_closed ON read.cases_v1 (to_position, from_position);
CREATE INDEX cases_v1_begun ON read.cases_v1 (from_position, to_position);
CREATE INDEX cases_v1_by_opened_at ON read.cases_v1 (opened_at, "case")
    WHERE to_position IS NULL;
CREATE INDEX cases_v1_by_plan_due_at ON read.cases_v1 (plan_due_at, "case")
    WHERE to_position IS NULL;
CREATE INDEX cases_v1_by_progress_due_at ON read.cases_v1 (progress_due_at, "case")
    WHERE to_position IS NULL;
CREATE INDEX cases_v1_by_unit_name ON read.cases_v1 (unit_name, "case")
    WHERE to_position IS NULL;
CREATE INDEX cases_v1_by_closed_at ON read.cases_v1 (closed_at, "case")
    WHERE to_position IS NULL;
CREATE INDEX cases_v1_by_unit ON read.cases_v1 (unit, opened_at, "case")
    WHERE to_position IS NULL;
COMMENT ON TABLE read.cases_v1 IS
    'Every case, once per state it was in: from from_position until before to_position.';
