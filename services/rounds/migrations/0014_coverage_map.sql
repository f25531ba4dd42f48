-- The coverage map: when each unit is planned to be inspected, and when it last was.

CREATE TABLE read.coverage_map_v1 (
    unit             text COLLATE "C" NOT NULL,
    name             text COLLATE "C" NOT NULL,
    kind             text COLLATE "C" NOT NULL,
    division         text COLLATE "C" NOT NULL,
    city             text COLLATE "C",
    county           text COLLATE "C",
    term             text COLLATE "C",
    planned_year     bigint,
    last_round       text COLLATE "C",
    inspections      bigint NOT NULL,
    last_entered_at  timestamptz,
    last_fed_back_at timestamptz,
    from_position    bigint NOT NULL,
    to_position      bigint,
    PRIMARY KEY (unit, from_position)
);
CREATE UNIQUE INDEX coverage_map_v1_current ON read.coverage_map_v1 (unit)
    WHERE to_position IS NULL;
CREATE INDEX coverage_map_v1_past ON read.coverage_map_v1 (to_position, from_position);
CREATE INDEX coverage_map_v1_begun ON read.coverage_map_v1 (from_position, to_position);
CREATE INDEX coverage_map_v1_by_city ON read.coverage_map_v1 (city, unit)
    WHERE to_position IS NULL;
CREATE INDEX coverage_map_v1_by_county ON read.coverage_map_v1 (county, unit)
    WHERE to_position IS NULL;
CREATE INDEX coverage_map_v1_by_name ON read.coverage_map_v1 (name, unit)
    WHERE to_position IS NULL;
CREATE INDEX coverage_map_v1_by_year ON read.coverage_map_v1 (planned_year, unit)
    WHERE to_position IS NULL;
CREATE INDEX coverage_map_v1_by_entry ON read.coverage_map_v1 (last_entered_at, unit)
    WHERE to_position IS NULL;
CREATE INDEX coverage_map_v1_by_feedback ON read.coverage_map_v1 (last_fed_back_at, unit)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.coverage_map_v1 IS
    'Every unit, one row per state it was in: valid from from_position until before to_position.';
