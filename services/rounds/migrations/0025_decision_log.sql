-- The decision log of the leading group, now or as of a moment.

CREATE TABLE read.decision_log_v1 (
    decision      text COLLATE "C" NOT NULL,
    hearing       text COLLATE "C" NOT NULL,
    number        integer NOT NULL,
    matter        text COLLATE "C" NOT NULL,
    decided       text COLLATE "C" NOT NULL,
    attendees     integer NOT NULL,
    quorum        integer NOT NULL,
    rule          text COLLATE "C" NOT NULL,
    recorded_at   timestamptz NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (decision, from_position)
);
CREATE INDEX decision_log_v1_past ON read.decision_log_v1 (to_position, from_position);
CREATE INDEX decision_log_v1_begun ON read.decision_log_v1 (from_position, to_position);
CREATE UNIQUE INDEX decision_log_v1_current ON read.decision_log_v1 (decision)
    WHERE to_position IS NULL;
CREATE INDEX decision_log_v1_by_recorded_at ON read.decision_log_v1 (recorded_at, decision)
    WHERE to_position IS NULL;
CREATE INDEX decision_log_v1_by_matter ON read.decision_log_v1 (matter, decision)
    WHERE to_position IS NULL;
CREATE INDEX decision_log_v1_by_hearing ON read.decision_log_v1 (hearing, decision)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.decision_log_v1 IS
    'Every decision of the leading group: valid from from_position until before to_position.';
