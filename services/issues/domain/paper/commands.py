"""What can be asked of a working paper."""

from typing import Annotated, Final, TypeAlias

from annotated_types import Interval, Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest, Paragraph, Title
from services.issues.domain.vocabulary import EngagementKey, NamedActor, PaperKey, PaperNumber

HANDLERS_MAX: Final = 10
COMMENTS_MAX: Final = 50
EVIDENCE_BYTES_MAX: Final = 2**30


@frozen
class DraftPaper:
    """Write a paper on one matter; `handlers` are people of the group."""

    paper: PaperKey
    engagement: EngagementKey
    temporary_number: PaperNumber
    matter: Title
    summary: Paragraph
    source: Title
    handlers: Annotated[tuple[NamedActor, ...], Len(0, HANDLERS_MAX)]


@frozen
class AttachEvidence:
    """Attach a piece of evidence that lies in the object store."""

    digest: Digest
    size_bytes: Annotated[int, Interval(ge=1, le=EVIDENCE_BYTES_MAX)]
    media_type: Title


@frozen
class ConfirmFacts:
    """Say for the unit that the facts are so."""


@frozen
class DisputeFacts:
    """Say for the unit what is not so."""

    objection: Paragraph


@frozen
class AnswerDispute:
    """Answer what the unit disputes, and let the facts stand; else the paper is returned."""

    answer: Paragraph


@frozen
class ReviewPaper:
    """Find the paper in order."""


@frozen
class ConsultPaper:
    """Write down what group and office said of the paper, and whether all of it is resolved."""

    comments: Annotated[tuple[Paragraph, ...], Len(0, COMMENTS_MAX)]
    resolved: bool


@frozen
class ReturnPaper:
    """Send the paper back to its handlers."""

    reason: Paragraph


@frozen
class SignPaper:
    """Stand for the paper and give it its number."""

    number: PaperNumber


@frozen
class FilePaper:
    """Put the paper into the office's files."""


WorkingPaperCommand: TypeAlias = (
    DraftPaper
    | AttachEvidence
    | ConfirmFacts
    | DisputeFacts
    | AnswerDispute
    | ReviewPaper
    | ConsultPaper
    | ReturnPaper
    | SignPaper
    | FilePaper
)
