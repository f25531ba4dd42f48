"""What can happen to an issue list."""

from typing import TypeAlias

from libs.common.decider import frozen
from services.issues.domain.group import Group
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.issues.domain.vocabulary import (
    EngagementKey,
    GroupKey,
    HearingKey,
    IssueCode,
    IssueId,
    ProgrammeKey,
    RoundKey,
    UnitCode,
)


@frozen
class Finding:
    """One line of a list, as it may be told to other levels: without the name of its unit."""

    issue: IssueId
    code: IssueCode
    title: str
    domain: IssueDomain
    item_type: ItemType


@frozen
class Merge:
    """One line became part of another one."""

    issue: IssueId
    into: IssueId


@frozen
class Drop:
    """One line was not kept."""

    issue: IssueId
    reason: str


@frozen
class IssueListOpened:
    """A group entered its unit: what it finds will be listed here."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    group: GroupKey
    team: Group
    programme: ProgrammeKey | None = None


@frozen
class IssueListSorted:
    """A sorting was done, the first or the second; of the first, every line is kept so far."""

    sorting: int
    kept: tuple[Finding, ...]
    merged: tuple[Merge, ...] = ()
    dropped: tuple[Drop, ...] = ()


@frozen
class IssueListFrozen:
    """The second sorting is final; `issues` are confirmed."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    issues: tuple[IssueId, ...]
    merged: tuple[Merge, ...] = ()
    dropped: tuple[Drop, ...] = ()


@frozen
class ResultUseNoted:
    """A hearing decided what becomes of the engagement's results."""

    hearing: HearingKey
    use: str


@frozen
class IssueListApproved:
    """These issues stand and may be fed back."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    issues: tuple[IssueId, ...]


@frozen
class FindingsReported:
    """A linked engagement's issues are told to the level that leads the programme."""

    programme: ProgrammeKey
    engagement: EngagementKey
    division: str
    findings: tuple[Finding, ...]


IssueListEvent: TypeAlias = (
    IssueListOpened
    | IssueListSorted
    | IssueListFrozen
    | ResultUseNoted
    | IssueListApproved
    | FindingsReported
)
