"""How far an issue list has come; others who decide on the engagement look here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from libs.common.decider import Refusal, frozen
from services.issues.domain.issue_list.facts import IssueListOpened, IssueListSorted
from services.issues.domain.vocabulary import EngagementKey, IssueId

KIND: Final = "list"


class ListNotOpen(Refusal):
    """Papers and issues of an engagement are written from its entry until its list is frozen."""


class IssueListStatus(StrEnum):
    """How far the list has come."""

    NEW = "new"
    OPENED = "opened"
    SORTED_ONCE = "sorted_once"
    SORTED_TWICE = "sorted_twice"
    FROZEN = "frozen"
    APPROVED = "approved"


OPEN: Final = frozenset(
    {IssueListStatus.OPENED, IssueListStatus.SORTED_ONCE, IssueListStatus.SORTED_TWICE}
)


@frozen
class IssueList:
    """Only what is decided on; screens read projections."""

    status: IssueListStatus = IssueListStatus.NEW
    opened: IssueListOpened | None = None
    first: tuple[IssueId, ...] = ()
    second: IssueListSorted | None = None
    use_noted: bool = False

    @property
    def head(self) -> IssueListOpened:
        """What the list is about; the who-and-when table lets nobody ask before it is known."""
        if self.opened is None:
            raise LookupError("opening")
        return self.opened

    @property
    def last(self) -> IssueListSorted:
        """The second sorting; the who-and-when table lets nobody ask before there is one."""
        if self.second is None:
            raise LookupError("second sorting")
        return self.second

    @property
    def entered(self) -> IssueListOpened:
        """What the list is about, for those who need a group that has entered."""
        if self.opened is None:
            raise ListNotOpen
        return self.opened

    @property
    def open_list(self) -> IssueListOpened:
        """What the list is about, for those who need it open."""
        if self.status not in OPEN:
            raise ListNotOpen
        return self.entered


def list_stream(engagement: EngagementKey) -> str:
    """Name the stream of an engagement's list."""
    return f"{KIND}-{engagement}"


def list_among(others: Mapping[str, Any], engagement: EngagementKey) -> IssueList:
    """Take the state of a list from those that a command is decided on."""
    found: IssueList = others[list_stream(engagement)]
    return found
