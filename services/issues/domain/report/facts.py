"""What can happen to a report that is checked."""

from typing import Annotated, Final, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest
from services.issues.domain.group import Group
from services.issues.domain.vocabulary import (
    CommentKey,
    EngagementKey,
    PaperKey,
    RoundKey,
    UnitCode,
)

PAPERS_OF_A_SENTENCE_MAX: Final = 5


@frozen
class Sentence:
    """One sentence, as the digest of its text, and the papers that it rests on."""

    digest: Digest
    papers: Annotated[tuple[PaperKey, ...], Len(0, PAPERS_OF_A_SENTENCE_MAX)]


@frozen
class ReportDrafted:
    """The group wrote a version; `report` is the digest of its whole text."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    version: int
    report: Digest
    sentences: tuple[Sentence, ...]
    team: Group


@frozen
class ReportConsultationOpened:
    """Group and office go through the version together."""


@frozen
class ReportCommented:
    """Somebody of group or office had something to say of it."""

    comment: CommentKey
    text: str


@frozen
class ReportCommentResolved:
    """The group did what it says about a comment."""

    comment: CommentKey
    resolution: str


@frozen
class ReportTraceabilityChecked:
    """Each sentence of a version rests on a signed paper, and no comment is open."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    report_version: int
    report: Digest
    sentences: int


ReportEvent: TypeAlias = (
    ReportDrafted
    | ReportConsultationOpened
    | ReportCommented
    | ReportCommentResolved
    | ReportTraceabilityChecked
)
