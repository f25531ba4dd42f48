-- The rectification ledger with due dates, long-term rows and rows that were opened again.

CREATE TABLE read.ledger_v2 (
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
    is_long_term   boolean NOT NULL,
    evidence       integer NOT NULL,
    rejections     integer NOT NULL,
    reopenings     integer NOT NULL,
    due_at         timestamptz,
    assigned_at    timestamptz NOT NULL,
    progress_at    timestamptz,
    claimed_at     timestamptz,
    verified_at    timestamptz,
    written_off_at timestamptz,
    from_position  bigint NOT NULL,
    to_position    bigint,
    PRIMARY KEY (issue, from_position)
);
CREATE INDEX ledger_v2_current ON read.ledger_v2 (issue) WHERE to_position IS NULL;
CREATE INDEX ledger_v2_closed ON read.ledger_v2 (to_position, from_position);
CREATE INDEX ledger_v2_begun ON read.ledger_v2 (from_position, to_position);
CREATE INDEX ledger_v2_by_code ON read.ledger_v2 (code, issue) WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_due_at ON read.ledger_v2 (due_at, issue) WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_assigned_at ON read.ledger_v2 (assigned_at, issue)
    WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_claimed_at ON read.ledger_v2 (claimed_at, issue)
    WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_verified_at ON read.ledger_v2 (verified_at, issue)
    WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_written_off_at ON read.ledger_v2 (written_off_at, issue)
    WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_unit ON read.ledger_v2 (unit, code, issue) WHERE to_position IS NULL;
CREATE INDEX ledger_v2_by_case ON read.ledger_v2 ("case", code, issue)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.ledger_v2 IS
    'Every row of the ledger, once per state it was in: from from_position until before to_position.';
