-- The filings: every plan and progress report that a unit owes, now or as of a moment.

CREATE TABLE read.filings_v1 (
    filing        text COLLATE "C" NOT NULL,
    kind          text COLLATE "C" NOT NULL,
    "case"        text COLLATE "C" NOT NULL,
    round         text COLLATE "C" NOT NULL,
    unit          text COLLATE "C" NOT NULL,
    unit_name     text COLLATE "C" NOT NULL,
    division      text COLLATE "C" NOT NULL,
    status        text COLLATE "C" NOT NULL,
    version       integer NOT NULL,
    is_late       boolean NOT NULL,
    opinions      integer NOT NULL,
    returns       integer NOT NULL,
    due_at        timestamptz,
    first_due_at  timestamptz,
    submitted_at  timestamptz,
    accepted_at   timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (filing, from_position)
);
CREATE INDEX filings_v1_current ON read.filings_v1 (filing) WHERE to_position IS NULL;
CREATE INDEX filings_v1_closed ON read.filings_v1 (to_position, from_position);
CREATE INDEX filings_v1_begun ON read.filings_v1 (from_position, to_position);
CREATE INDEX filings_v1_by_due_at ON read.filings_v1 (due_at, filing) WHERE to_position IS NULL;
CREATE INDEX filings_v1_by_submitted_at ON read.filings_v1 (submitted_at, filing)
    WHERE to_position IS NULL;
CREATE INDEX filings_v1_by_unit_name ON read.filings_v1 (unit_name, filing)
    WHERE to_position IS NULL;
CREATE INDEX filings_v1_by_accepted_at ON read.filings_v1 (accepted_at, filing)
    WHERE to_position IS NULL;
CREATE INDEX filings_v1_by_unit ON read.filings_v1 (unit, due_at, filing)
    WHERE to_position IS NULL;
CREATE INDEX filings_v1_by_case ON read.filings_v1 ("case", filing) WHERE to_position IS NULL;
COMMENT ON TABLE read.filings_v1 IS
    'Every filing, once per state it was in: from from_position until before to_position.';
