"""What can be asked of an issue list."""

from typing import Annotated, Final, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Paragraph
from services.issues.domain.group import Group
from services.issues.domain.vocabulary import (
    EngagementKey,
    GroupKey,
    HearingKey,
    IssueId,
    ProgrammeKey,
    RoundKey,
    UnitCode,
)

LINES_MAX: Final = 200

Lines: TypeAlias = Annotated[tuple[IssueId, ...], Len(0, LINES_MAX)]


@frozen
class MergedLine:
    """A line that becomes part of a kept one."""

    issue: IssueId
    into: IssueId


@frozen
class DroppedLine:
    """A line that is not kept, and why."""

    issue: IssueId
    reason: Paragraph


@frozen
class OpenList:
    """Take note that a group entered."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    group: GroupKey
    team: Group
    programme: ProgrammeKey | None = None


@frozen
class SortList:
    """Sort for the first time: say which raised issues stand on the list."""

    issues: Lines


@frozen
class SortListAgain:
    """Sort for the second time: account for every line, and add what was found since."""

    kept: Lines
    merged: Annotated[tuple[MergedLine, ...], Len(0, LINES_MAX)] = ()
    dropped: Annotated[tuple[DroppedLine, ...], Len(0, LINES_MAX)] = ()


@frozen
class FreezeList:
    """Make the second sorting final."""


@frozen
class NoteResultUse:
    """Take note of what a hearing decided on the engagement's results."""

    hearing: HearingKey
    use: str


IssueListCommand: TypeAlias = OpenList | SortList | SortListAgain | FreezeList | NoteResultUse
