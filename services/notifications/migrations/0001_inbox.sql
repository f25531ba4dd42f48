-- The inbox: what each role and each unit was notified of.

CREATE TABLE read.inbox_v1 (
    notification    text COLLATE "C" PRIMARY KEY,
    role            text COLLATE "C" NOT NULL,
    unit            text COLLATE "C",
    template        text COLLATE "C" NOT NULL,
    parameters      text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    queued_at       timestamptz NOT NULL,
    delivered_at    timestamptz,
    read_at         timestamptz,
    acknowledged_at timestamptz
);
CREATE INDEX inbox_v1_by_recipient ON read.inbox_v1 (role, unit, queued_at);
COMMENT ON TABLE read.inbox_v1 IS 'What each role and each unit was notified of.';
