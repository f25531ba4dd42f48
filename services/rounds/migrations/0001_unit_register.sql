-- The unit register: every organisation that may be inspected.

CREATE TABLE read.unit_register_v1 (
    unit          text COLLATE "C" PRIMARY KEY,
    name          text COLLATE "C" NOT NULL,
    division      text COLLATE "C" NOT NULL,
    kind          text COLLATE "C" NOT NULL,
    registered_at timestamptz NOT NULL
);
CREATE INDEX unit_register_v1_by_division ON read.unit_register_v1 (division, unit);
COMMENT ON TABLE read.unit_register_v1 IS 'Every organisation that may be inspected.';
