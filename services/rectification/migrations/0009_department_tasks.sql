-- The tasks of line departments, now or as of a moment.

CREATE TABLE read.department_tasks_v1 (
    task          text COLLATE "C" NOT NULL,
    programme     text COLLATE "C" NOT NULL,
    title         text COLLATE "C" NOT NULL,
    domain        text COLLATE "C" NOT NULL,
    department    text COLLATE "C" NOT NULL,
    divisions     text[] COLLATE "C" NOT NULL,
    issues        integer NOT NULL,
    status        text COLLATE "C" NOT NULL,
    is_late       boolean NOT NULL,
    due_at        timestamptz NOT NULL,
    replied_at    timestamptz,
    closed_at     timestamptz,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (task, from_position)
);
CREATE INDEX department_tasks_v1_current ON read.department_tasks_v1 (task) WHERE to_position IS NULL;
CREATE INDEX department_tasks_v1_closed ON read.department_tasks_v1 (to_position, from_position);
CREATE INDEX department_tasks_v1_begun ON read.department_tasks_v1 (from_position, to_position);
CREATE INDEX department_tasks_v1_by_due_at ON read.department_tasks_v1 (due_at, task)
    WHERE to_position IS NULL;
CREATE INDEX department_tasks_v1_by_department ON read.department_tasks_v1 (department, due_at, task)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.department_tasks_v1 IS
    'Every task of a line department, once per state it was in: from from_position until before to_position.';
