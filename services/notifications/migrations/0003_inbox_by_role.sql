-- The inbox again, now or as of a moment, with what is unread; a page and a change in their order.

CREATE TABLE read.inbox_v2 (
    notification    text COLLATE "C" NOT NULL,
    role            text COLLATE "C" NOT NULL,
    unit            text COLLATE "C",
    template        text COLLATE "C" NOT NULL,
    parameters      text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    unread          boolean NOT NULL,
    queued_at       timestamptz NOT NULL,
    delivered_at    timestamptz,
    read_at         timestamptz,
    acknowledged_at timestamptz,
    from_position   bigint NOT NULL,
    to_position     bigint,
    PRIMARY KEY (notification, from_position)
);
CREATE UNIQUE INDEX inbox_v2_current ON read.inbox_v2 (notification) WHERE to_position IS NULL;
CREATE INDEX inbox_v2_by_end ON read.inbox_v2 (to_position, from_position);
CREATE INDEX inbox_v2_begun ON read.inbox_v2 (from_position, to_position);
CREATE INDEX inbox_v2_by_moment ON read.inbox_v2 (queued_at, notification)
    WHERE to_position IS NULL;
CREATE INDEX inbox_v2_by_role ON read.inbox_v2 (role, queued_at, notification)
    WHERE to_position IS NULL;
CREATE INDEX inbox_v2_by_unit ON read.inbox_v2 (role, unit, queued_at, notification)
    WHERE to_position IS NULL;
CREATE INDEX inbox_v2_by_change ON read.inbox_v2 (from_position, notification)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.inbox_v2 IS
    'What each role and each unit was notified of, once per state it was in: from from_position until before to_position.';
