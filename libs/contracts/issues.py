"""What the issues service publishes."""

from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.contracts.contract import contracts, published


@frozen
class IssueRaised:
    """An issue has its code and title; whether a unit is ever told it is decided later.

    `domain` and `item_type` are open lists: a reader passes on a word that it does not know.
    """

    issue: str
    round: str
    unit: str
    code: str
    title: str
    domain: str
    item_type: str
    engagement: str | None = None


@frozen
class IssueListFrozen:
    """The second sorting of an engagement's list is final: these issues are confirmed."""

    engagement: str
    round: str
    unit: str
    issues: tuple[str, ...]


@frozen
class ReportTraceabilityChecked:
    """Each sentence of a report version rests on a signed paper, and consultation is done."""

    engagement: str
    round: str
    unit: str
    report_version: int
    report: str
    sentences: int


@frozen
class IssueListApproved:
    """These issues of an engagement stand and may be fed back."""

    engagement: str
    round: str
    unit: str
    issues: tuple[str, ...]


@frozen
class Finding:
    """One issue of a linked engagement, without the name of its unit."""

    issue: str
    code: str
    title: str
    domain: str
    item_type: str


@frozen
class FindingsReported:
    """A linked engagement's issues, told to the level that leads the programme."""

    programme: str
    engagement: str
    division: str
    findings: tuple[Finding, ...]


@frozen
class SectorIssueRaised:
    """What several engagements of a programme found alike, for one line department."""

    sector_issue: str
    programme: str
    title: str
    domain: str
    department: str
    issues: tuple[str, ...]
    divisions: tuple[str, ...]


CONTRACTS: Final = contracts(
    "issues",
    [
        published("IssueRaised.v1", IssueRaised, Audience.SITE),
        published("IssueListFrozen.v1", IssueListFrozen, Audience.SITE),
        published("ReportTraceabilityChecked.v1", ReportTraceabilityChecked, Audience.SITE),
        published("IssueListApproved.v1", IssueListApproved, Audience.SITE),
        published("FindingsReported.v1", FindingsReported, Audience.LINKED),
        published("SectorIssueRaised.v1", SectorIssueRaised, Audience.LINKED),
    ],
)
