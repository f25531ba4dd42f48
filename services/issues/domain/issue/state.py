"""How far an issue has come; others who decide on issues look here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from libs.common.decider import frozen
from services.issues.domain.issue.facts import IssueRaised
from services.issues.domain.vocabulary import ActorId, EngagementKey, IssueId, Sector, UnitCode

KIND: Final = "issue"


class IssueStatus(StrEnum):
    """How far the issue has come."""

    NEW = "new"
    RAISED = "raised"
    LISTED = "listed"
    CONFIRMED = "confirmed"
    MERGED = "merged"
    DROPPED = "dropped"
    APPROVED = "approved"
    FED_BACK = "fed_back"
    IN_RECTIFICATION = "in_rectification"
    RESOLVED = "resolved"
    CLOSED = "closed"


_ORDER: Final = (
    {IssueStatus.NEW},
    {IssueStatus.RAISED},
    {IssueStatus.LISTED},
    {IssueStatus.CONFIRMED, IssueStatus.MERGED, IssueStatus.DROPPED},
    {IssueStatus.APPROVED},
    {IssueStatus.FED_BACK},
    {IssueStatus.IN_RECTIFICATION},
    {IssueStatus.RESOLVED},
    {IssueStatus.CLOSED},
)
_RANK: Final = {status: rank for rank, alike in enumerate(_ORDER) for status in alike}
_TOLD: Final = _RANK[IssueStatus.FED_BACK]


def furthest(one: IssueStatus, other: IssueStatus) -> IssueStatus:
    """Give the later of two; what is heard of late does not set an issue back."""
    return other if _RANK[other] > _RANK[one] else one


@frozen
class Issue:
    """Only what is decided on; `marks` are the steps that were heard of, in whatever order."""

    status: IssueStatus = IssueStatus.NEW
    raised: IssueRaised | None = None
    marks: frozenset[IssueStatus] = frozenset()
    case_closed: bool = False
    gov_function: bool = False
    sector: Sector | None = None

    @property
    def about(self) -> UnitCode | None:
        """The unit in which it was found."""
        return self.raised.unit if self.raised else None

    @property
    def raised_by(self) -> ActorId | None:
        """Who raised it."""
        return self.raised.by if self.raised else None

    @property
    def engagement(self) -> EngagementKey | None:
        """The engagement in which it was found; none if the office took it over."""
        return self.raised.engagement if self.raised else None

    @property
    def unit(self) -> UnitCode | None:
        """The unit that may see the issue: the one it is about, once told."""
        return self.about if _RANK[self.status] >= _TOLD else None


def issue_stream(key: IssueId) -> str:
    """Name the stream of an issue."""
    return f"{KIND}-{key}"


def issue_among(others: Mapping[str, Any], key: IssueId) -> Issue:
    """Take the state of an issue from those that a command is decided on."""
    found: Issue = others[issue_stream(key)]
    return found
