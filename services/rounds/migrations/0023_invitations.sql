-- The invitations: launched programmes and what became of each here, now or as of a moment.

CREATE TABLE read.invitations_v1 (
    programme     text COLLATE "C" NOT NULL,
    title         text COLLATE "C" NOT NULL,
    led_by        text COLLATE "C" NOT NULL,
    status        text COLLATE "C" NOT NULL,
    divisions     text[] COLLATE "C" NOT NULL,
    round         text COLLATE "C",
    launched_at   timestamptz NOT NULL,
    joined_at     timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (programme, from_position)
);
CREATE INDEX invitations_v1_past ON read.invitations_v1 (to_position, from_position);
CREATE INDEX invitations_v1_begun ON read.invitations_v1 (from_position, to_position);
CREATE UNIQUE INDEX invitations_v1_current ON read.invitations_v1 (programme)
    WHERE to_position IS NULL;
CREATE INDEX invitations_v1_by_launched_at ON read.invitations_v1 (launched_at, programme)
    WHERE to_position IS NULL;
CREATE INDEX invitations_v1_by_joined_at ON read.invitations_v1 (joined_at, programme)
    WHERE to_position IS NULL;
CREATE INDEX invitations_v1_by_title ON read.invitations_v1 (title, programme)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.invitations_v1 IS
    'Every launched programme, one row per state that it was in here: valid from from_position until before to_position.';
