-- The feedback sessions and how far each is, now or as of a moment.

CREATE TABLE read.feedback_sessions_v1 (
    feedback        text COLLATE "C" NOT NULL,
    engagement      text COLLATE "C",
    round           text COLLATE "C" NOT NULL,
    unit            text COLLATE "C" NOT NULL,
    told_unit       text COLLATE "C",
    unit_name       text COLLATE "C" NOT NULL,
    division        text COLLATE "C" NOT NULL,
    issues          integer NOT NULL,
    status          text COLLATE "C" NOT NULL,
    held_on         date,
    rule            text COLLATE "C",
    led_by          text COLLATE "C",
    signer_role     text COLLATE "C",
    drafted_at      timestamptz NOT NULL,
    approved_at     timestamptz,
    delivered_at    timestamptz,
    acknowledged_at timestamptz,
    from_position   bigint NOT NULL,
    to_position     bigint,
    PRIMARY KEY (feedback, from_position)
);
CREATE INDEX feedback_sessions_v1_past ON read.feedback_sessions_v1 (to_position, from_position);
CREATE INDEX feedback_sessions_v1_begun ON read.feedback_sessions_v1 (from_position, to_position);
CREATE UNIQUE INDEX feedback_sessions_v1_current ON read.feedback_sessions_v1 (feedback)
    WHERE to_position IS NULL;
CREATE INDEX feedback_sessions_v1_by_unit ON read.feedback_sessions_v1 (unit, feedback)
    WHERE to_position IS NULL;
CREATE INDEX feedback_sessions_v1_by_unit_name ON read.feedback_sessions_v1 (unit_name, feedback)
    WHERE to_position IS NULL;
CREATE INDEX feedback_sessions_v1_by_held_on ON read.feedback_sessions_v1 (held_on, feedback)
    WHERE to_position IS NULL;
CREATE INDEX feedback_sessions_v1_by_drafted_at ON read.feedback_sessions_v1 (drafted_at, feedback)
    WHERE to_position IS NULL;
CREATE INDEX feedback_sessions_v1_by_delivered_at ON read.feedback_sessions_v1 (delivered_at, feedback)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.feedback_sessions_v1 IS
    'Every feedback session, one row per state it was in: valid from from_position until before to_position.';
