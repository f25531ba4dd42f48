"""What can be asked of a report."""

from typing import Annotated, Final, TypeAlias

from annotated_types import Interval, Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest, Paragraph
from services.issues.domain.report.facts import Sentence
from services.issues.domain.vocabulary import CommentKey, EngagementKey, PaperKey

SENTENCES_MAX: Final = 1000
VERSIONS_MAX: Final = 1000
PAPERS_MAX: Final = 500


@frozen
class DraftReport:
    """Write the next version."""

    engagement: EngagementKey
    version: Annotated[int, Interval(ge=1, le=VERSIONS_MAX)]
    report: Digest
    sentences: Annotated[tuple[Sentence, ...], Len(1, SENTENCES_MAX)]


@frozen
class OpenConsultation:
    """Begin to go through the version together."""


@frozen
class CommentReport:
    """Say something of it that has to be resolved."""

    comment: CommentKey
    text: Paragraph


@frozen
class ResolveComment:
    """Say what was done about a comment."""

    comment: CommentKey
    resolution: Paragraph


@frozen
class RequestCheck:
    """Hand the version in together with the papers that it rests on."""

    papers: Annotated[tuple[PaperKey, ...], Len(0, PAPERS_MAX)]


ReportCommand: TypeAlias = (
    DraftReport | OpenConsultation | CommentReport | ResolveComment | RequestCheck
)
