"""What can happen to a working paper."""

from typing import TypeAlias

from libs.common.decider import frozen
from libs.common.decider.texts import Digest
from services.issues.domain.vocabulary import (
    ActorId,
    EngagementKey,
    PaperKey,
    PaperNumber,
    UnitCode,
)


@frozen
class WorkingPaperDrafted:
    """A paper on one matter was written, or written anew; reviewers and signer are the group's."""

    paper: PaperKey
    engagement: EngagementKey
    unit: UnitCode
    temporary_number: PaperNumber
    matter: str
    summary: str
    source: str
    handlers: tuple[ActorId, ...]
    leader: ActorId
    deputies: tuple[ActorId, ...]


@frozen
class EvidenceAttached:
    """A piece of evidence belongs to the paper; the file itself lies in the object store."""

    digest: Digest
    size_bytes: int
    media_type: str


@frozen
class FactsConfirmed:
    """The unit says that the facts are so."""


@frozen
class FactsDisputed:
    """The unit says that the facts are not so."""

    objection: str


@frozen
class DisputeAnswered:
    """A deputy leader answered what the unit disputes, and the facts stand."""

    answer: str


@frozen
class WorkingPaperReviewed:
    """A deputy leader who did not work on it found the paper in order."""


@frozen
class ConsultationHeld:
    """Group and office went through the paper; it goes on once everything is resolved."""

    comments: tuple[str, ...]
    resolved: bool


@frozen
class WorkingPaperReturned:
    """The paper went back to its handlers."""

    reason: str


@frozen
class WorkingPaperSigned:
    """The leader stands for the paper, and it has its number."""

    number: PaperNumber


@frozen
class WorkingPaperFiled:
    """The paper lies with the office."""


WorkingPaperEvent: TypeAlias = (
    WorkingPaperDrafted
    | EvidenceAttached
    | FactsConfirmed
    | FactsDisputed
    | DisputeAnswered
    | WorkingPaperReviewed
    | ConsultationHeld
    | WorkingPaperReturned
    | WorkingPaperSigned
    | WorkingPaperFiled
)
