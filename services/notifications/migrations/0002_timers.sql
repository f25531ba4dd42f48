-- The timers: what is due when. Whoever fires them reads the earliest, those that wait first.

CREATE TABLE read.timers_v1 (
    timer       text COLLATE "C" PRIMARY KEY,
    "case"      text COLLATE "C" NOT NULL,
    filing      text COLLATE "C" NOT NULL,
    days        integer NOT NULL,
    role        text COLLATE "C" NOT NULL,
    unit        text COLLATE "C" NOT NULL,
    unit_name   text COLLATE "C" NOT NULL,
    status      text COLLATE "C" NOT NULL,
    due_at      timestamptz NOT NULL,
    fires_at    timestamptz,
    fired_at    timestamptz,
    cause       text COLLATE "C" NOT NULL,
    correlation text COLLATE "C" NOT NULL
);
CREATE INDEX timers_v1_by_moment ON read.timers_v1 (fires_at, timer);
CREATE INDEX timers_v1_by_due_date ON read.timers_v1 (due_at, timer);
CREATE INDEX timers_v1_by_case ON read.timers_v1 ("case", fires_at, timer);
COMMENT ON TABLE read.timers_v1 IS 'What is due when, and what became of it.';
