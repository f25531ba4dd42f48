-- The sector issues: what programmes found in several divisions, now or as of a moment.

CREATE TABLE read.sector_issues_v1 (
    sector_issue  text COLLATE "C" NOT NULL,
    programme     text COLLATE "C" NOT NULL,
    title         text COLLATE "C" NOT NULL,
    domain        text COLLATE "C" NOT NULL,
    department    text COLLATE "C" NOT NULL,
    issues        integer NOT NULL,
    divisions     text[] COLLATE "C" NOT NULL,
    raised_at     timestamptz NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (sector_issue, from_position)
);
CREATE UNIQUE INDEX sector_issues_v1_current ON read.sector_issues_v1 (sector_issue)
    WHERE to_position IS NULL;
CREATE INDEX sector_issues_v1_ended ON read.sector_issues_v1 (to_position, from_position);
CREATE INDEX sector_issues_v1_begun ON read.sector_issues_v1 (from_position, to_position);
CREATE INDEX sector_issues_v1_by_title ON read.sector_issues_v1 (title, sector_issue)
    WHERE to_position IS NULL;
CREATE INDEX sector_issues_v1_by_raising ON read.sector_issues_v1 (raised_at, sector_issue)
    WHERE to_position IS NULL;
COMMENT ON TABLE read.sector_issues_v1 IS
    'Every sector issue: valid from from_position until before to_position.';
