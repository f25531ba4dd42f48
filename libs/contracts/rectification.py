"""What the rectification service publishes."""

from datetime import datetime
from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.contracts.contract import contracts, published


@frozen
class RectificationCaseOpened:
    """A unit has a case: these issues, and the moment from which its period runs."""

    case: str
    unit: str
    unit_name: str
    division: str
    issues: tuple[str, ...]
    anchor: datetime
    round: str | None = None
    rule: str | None = None
    plan_due_at: datetime | None = None
    progress_due_at: datetime | None = None


@frozen
class DueDateMoved:
    """A case's filing is due at another moment; `filing` is `plan` or `progress`."""

    case: str
    unit: str
    unit_name: str
    filing: str
    due_at: datetime
    cause: str


@frozen
class FilingSubmitted:
    """A unit filed its plan or progress report in this version."""

    case: str
    unit: str
    unit_name: str
    version: int
    late: bool


@frozen
class PlanSubmitted(FilingSubmitted):
    """A plan was filed for the first time."""


@frozen
class PlanResubmitted(FilingSubmitted):
    """A plan was filed again, each comment answered."""


@frozen
class ProgressReportSubmitted(FilingSubmitted):
    """A progress report was filed for the first time."""


@frozen
class ProgressReportResubmitted(FilingSubmitted):
    """A progress report was filed again, each comment answered."""


@frozen
class FilingReturned:
    """A plan or progress report went back to its unit with so many comments."""

    case: str
    unit: str
    unit_name: str
    version: int
    comments: int


@frozen
class PlanReturned(FilingReturned):
    """A plan went back to its unit."""


@frozen
class ProgressReportReturned(FilingReturned):
    """A progress report went back to its unit."""


@frozen
class FilingAccepted:
    """A plan or progress report was accepted."""

    case: str
    unit: str
    unit_name: str
    version: int


@frozen
class PlanAccepted(FilingAccepted):
    """A plan was accepted."""


@frozen
class ProgressReportAccepted(FilingAccepted):
    """A progress report was accepted."""


@frozen
class CompletionClaimed:
    """A unit says that one row is done; `code` is absent while its title is on the way."""

    issue: str
    case: str
    unit: str
    unit_name: str
    code: str | None = None


@frozen
class ClaimRejected:
    """The claim did not hold; the row goes back to its unit."""

    issue: str
    case: str
    unit: str
    unit_name: str
    code: str | None = None


@frozen
class IssueWrittenOff:
    """One row is closed for good, after a verified claim."""

    issue: str
    case: str
    unit: str


@frozen
class ItemMarkedLongTerm:
    """One row rightly stays open beyond the concentrated period, and does not count as late."""

    issue: str
    case: str
    unit: str


@frozen
class ItemReopened:
    """A closed row is open again."""

    issue: str
    case: str
    unit: str


@frozen
class RectificationAccepted:
    """The progress report of a case is accepted, with its rows so divided at that time."""

    case: str
    unit: str
    unit_name: str
    division: str
    issues: int
    accepted_at: datetime
    round: str | None = None
    completed: int | None = None
    basically: int | None = None
    continuing: int | None = None


@frozen
class CaseClosed:
    """Every row of a case is written off or rightly long-term."""

    case: str
    unit: str
    unit_name: str
    division: str
    written_off: int
    long_term: int
    closed_at: datetime
    round: str | None = None


@frozen
class DepartmentTaskAssigned:
    """A line department has a sector-wide issue to see to, until a day."""

    task: str
    sector_issue: str
    programme: str
    title: str
    department: str
    due_at: datetime


@frozen
class RectificationDisclosed:
    """The published form of `RectificationAccepted`: for the public, who is done with how much."""

    unit_name: str
    division: str
    issues: int
    accepted_at: datetime


CONTRACTS: Final = contracts(
    "rectification",
    [
        published("RectificationCaseOpened.v1", RectificationCaseOpened, Audience.LINKED),
        published("DueDateMoved.v1", DueDateMoved, Audience.SITE),
        published("PlanSubmitted.v1", PlanSubmitted, Audience.SITE),
        published("PlanResubmitted.v1", PlanResubmitted, Audience.SITE),
        published("PlanReturned.v1", PlanReturned, Audience.SITE),
        published("PlanAccepted.v1", PlanAccepted, Audience.SITE),
        published("ProgressReportSubmitted.v1", ProgressReportSubmitted, Audience.SITE),
        published("ProgressReportResubmitted.v1", ProgressReportResubmitted, Audience.SITE),
        published("ProgressReportReturned.v1", ProgressReportReturned, Audience.SITE),
        published("ProgressReportAccepted.v1", ProgressReportAccepted, Audience.SITE),
        published("CompletionClaimed.v1", CompletionClaimed, Audience.SITE),
        published("ClaimRejected.v1", ClaimRejected, Audience.SITE),
        published("IssueWrittenOff.v1", IssueWrittenOff, Audience.SITE),
        published(
            "RectificationAccepted.v1",
            RectificationAccepted,
            Audience.OPEN,
            public=RectificationDisclosed,
        ),
        published("ItemMarkedLongTerm.v1", ItemMarkedLongTerm, Audience.SITE),
        published("ItemReopened.v1", ItemReopened, Audience.SITE),
        published("CaseClosed.v1", CaseClosed, Audience.LINKED),
        published("DepartmentTaskAssigned.v1", DepartmentTaskAssigned, Audience.SITE),
    ],
)
