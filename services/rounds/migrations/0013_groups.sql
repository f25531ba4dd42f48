-- The groups: who is sent in which round, and how near each group is to its unit.

CREATE TABLE read.groups_v1 (
    "group"       text COLLATE "C" NOT NULL,
    round         text COLLATE "C" NOT NULL,
    status        text COLLATE "C" NOT NULL,
    leader        text COLLATE "C" NOT NULL,
    members       text[] COLLATE "C" NOT NULL,
    trained       text[] COLLATE "C" NOT NULL,
    recused       bigint NOT NULL,
    assistants    bigint NOT NULL,
    formed_at     timestamptz NOT NULL,
    checked_at    timestamptz,
    authorised_at timestamptz,
    active_at     timestamptz,
    dissolved_at  timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY ("group", from_position)
);
CREATE UNIQUE INDEX groups_v1_current ON read.groups_v1 ("group")
    WHERE to_position IS NULL;
CREATE INDEX groups_v1_past ON read.groups_v1 (to_position, from_position);
CREATE INDEX groups_v1_begun ON read.groups_v1 (from_position, to_position);
CREATE INDEX groups_v1_by_round ON read.groups_v1 (round, "group")
    WHERE to_position IS NULL;
CREATE INDEX groups_v1_by_formation ON read.groups_v1 (formed_at, "group")
    WHERE to_position IS NULL;
CREATE INDEX groups_v1_by_authorisation ON read.groups_v1 (authorised_at, "group")
    WHERE to_position IS NULL;
COMMENT ON TABLE read.groups_v1 IS
    'Every group, one row per state it was in: valid from from_position until before to_position.';
