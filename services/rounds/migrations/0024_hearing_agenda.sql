-- The hearing agenda: what each group reports on, with last round's rectification, now or as of a moment.

CREATE TABLE read.hearing_agenda_v1 (
    place            text COLLATE "C" NOT NULL,
    hearing          text COLLATE "C" NOT NULL,
    kind             text COLLATE "C" NOT NULL,
    round            text COLLATE "C" NOT NULL,
    held_on          date NOT NULL,
    status           text COLLATE "C" NOT NULL,
    speaking_order   integer NOT NULL,
    "group"          text COLLATE "C" NOT NULL,
    engagement       text COLLATE "C" NOT NULL,
    unit             text COLLATE "C" NOT NULL,
    unit_name        text COLLATE "C" NOT NULL,
    division         text COLLATE "C" NOT NULL,
    heard_at         timestamptz,
    result_use       text COLLATE "C",
    decided_at       timestamptz,
    last_round       text COLLATE "C",
    last_accepted    integer NOT NULL,
    last_closed      integer NOT NULL,
    last_issues      integer NOT NULL,
    last_completed   integer NOT NULL,
    last_basically   integer NOT NULL,
    last_continuing  integer NOT NULL,
    last_written_off integer NOT NULL,
    last_long_term   integer NOT NULL,
    from_position    bigint NOT NULL,
    to_position      bigint,
    PRIMARY KEY (place, from_position)
);
CREATE INDEX hearing_agenda_v1_past ON read.hearing_agenda_v1 (to_position, from_position);
CREATE INDEX hearing_agenda_v1_begun ON read.hearing_agenda_v1 (from_position, to_position);
CREATE UNIQUE INDEX hearing_agenda_v1_current ON read.hearing_agenda_v1 (place)
    WHERE to_position IS NULL;
CREATE INDEX hearing_agenda_v1_by_hearing ON read.hearing_agenda_v1 (hearing, place)
    WHERE to_position IS NULL;
CREATE INDEX hearing_agenda_v1_by_speaking_order ON read.hearing_agenda_v1 (speaking_order, place)
    WHERE to_position IS NULL;
CREATE INDEX hearing_agenda_v1_by_held_on ON read.hearing_agenda_v1 (held_on, place)
    WHERE to_position IS NULL;
CREATE INDEX hearing_agenda_v1_by_unit_name ON read.hearing_agenda_v1 (unit_name, place)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.hearing_agenda_v1 IS
    'Every place on an agenda, one row per state it was in: valid from from_position until before to_position.';
