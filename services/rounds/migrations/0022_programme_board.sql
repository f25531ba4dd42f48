-- The programme board: every engagement of a programme and how far it is, now or as of a moment.

CREATE TABLE read.programme_board_v1 (
    child              text COLLATE "C" NOT NULL,
    programme          text COLLATE "C" NOT NULL,
    site               text COLLATE "C" NOT NULL,
    engagement         text COLLATE "C" NOT NULL,
    division           text COLLATE "C" NOT NULL,
    unit_name          text COLLATE "C" NOT NULL,
    milestone          text COLLATE "C" NOT NULL,
    planned_at         timestamptz,
    entered_at         timestamptz,
    concluded_at       timestamptz,
    report_approved_at timestamptz,
    fed_back_at        timestamptz,
    excused_at         timestamptz,
    excuse             text COLLATE "C",
    from_position      bigint NOT NULL,
    to_position        bigint,
    PRIMARY KEY (child, from_position)
);
CREATE INDEX programme_board_v1_past ON read.programme_board_v1 (to_position, from_position);
CREATE INDEX programme_board_v1_begun ON read.programme_board_v1 (from_position, to_position);
CREATE UNIQUE INDEX programme_board_v1_current ON read.programme_board_v1 (child)
    WHERE to_position IS NULL;
CREATE INDEX programme_board_v1_by_programme ON read.programme_board_v1 (programme, child)
    WHERE to_position IS NULL;
CREATE INDEX programme_board_v1_by_division ON read.programme_board_v1 (division, child)
    WHERE to_position IS NULL;
CREATE INDEX programme_board_v1_by_unit_name ON read.programme_board_v1 (unit_name, child)
    WHERE to_position IS NULL;
CREATE INDEX programme_board_v1_by_planned_at ON read.programme_board_v1 (planned_at, child)
    WHERE to_position IS NULL;
CREATE INDEX programme_board_v1_by_report_approved_at ON read.programme_board_v1 (report_approved_at, child)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.programme_board_v1 IS
    'Every engagement of a programme, one row per state it was in: valid from from_position until before to_position.';
