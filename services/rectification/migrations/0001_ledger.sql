-- The rectification ledger: a row per issue that a unit was told, now or as of a moment.

CREATE TABLE read.ledger_v1 (
    issue          text COLLATE "C" NOT NULL,
    code           text COLLATE "C",
    title          text COLLATE "C",
    domain         text COLLATE "C",
    item_type      text COLLATE "C",
    "case"         text COLLATE "C" NOT NULL,
    round          text COLLATE "C" NOT NULL,
    unit           text COLLATE "C" NOT NULL,
    unit_name      text COLLATE "C" NOT NULL,
    division       text COLLATE "C" NOT NULL,
    status         text COLLATE "C" NOT NULL,
    outcome        text COLLATE "C",
    evidence       integer NOT NULL,
    rejections     integer NOT NULL,
    assigned_at    timestamptz NOT NULL,
    progress_at    timestamptz,
    claimed_at     timestamptz,
    verified_at    timestamptz,
    written_off_at timestamptz,
    from_position  bigint NOT NULL,
    to_position    bigint,
    PRIMARY KEY (issue, from_position)
);
CREATE INDEX ledger_v1_current ON read.ledger_v1 (issue) WHERE to_position IS NULL;
CREATE INDEX ledger_v1_by_unit ON read.ledger_v1 (unit, code) WHERE to_position IS NULL;
CREATE INDEX ledger_v1_by_case ON read.ledger_v1 ("case", code) WHERE to_position IS NULL;
COMMENT ON TABLE read.ledger_v1 IS
    'Every row of the ledger, once per state it was in: from from_position until before to_position.';
