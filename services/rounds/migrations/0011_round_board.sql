-- The round board: every round, how far it has come, and which kinds of units it inspects.

CREATE TABLE read.round_board_v1 (
    round               text COLLATE "C" NOT NULL,
    term                text COLLATE "C" NOT NULL,
    number              bigint NOT NULL,
    status              text COLLATE "C" NOT NULL,
    units               bigint NOT NULL,
    cities_or_counties  bigint NOT NULL,
    development_zones   bigint NOT NULL,
    departments         bigint NOT NULL,
    state_companies     bigint NOT NULL,
    townships           bigint NOT NULL,
    planned_at          timestamptz NOT NULL,
    plan_approved_at    timestamptz,
    targets_selected_at timestamptz,
    authorised_at       timestamptz,
    preparation_at      timestamptz,
    entered_at          timestamptz,
    left_at             timestamptz,
    hearings_at         timestamptz,
    feedback_at         timestamptz,
    closed_at           timestamptz,
    cancelled_at        timestamptz,
    from_position       bigint NOT NULL,
    to_position         bigint,
    PRIMARY KEY (round, from_position)
);
CREATE UNIQUE INDEX round_board_v1_current ON read.round_board_v1 (round)
    WHERE to_position IS NULL;
CREATE INDEX round_board_v1_past ON read.round_board_v1 (to_position, from_position);
CREATE INDEX round_board_v1_begun ON read.round_board_v1 (from_position, to_position);
CREATE INDEX round_board_v1_by_term ON read.round_board_v1 (term, round)
    WHERE to_position IS NULL;
CREATE INDEX round_board_v1_by_planning ON read.round_board_v1 (planned_at, round)
    WHERE to_position IS NULL;
CREATE INDEX round_board_v1_by_authorisation ON read.round_board_v1 (authorised_at, round)
    WHERE to_position IS NULL;
CREATE INDEX round_board_v1_by_entry ON read.round_board_v1 (entered_at, round)
    WHERE to_position IS NULL;
CREATE INDEX round_board_v1_by_closing ON read.round_board_v1 (closed_at, round)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.round_board_v1 IS
    'Every round, one row per state it was in: valid from from_position until before to_position.';
