"""How far a working paper has come; what rests on papers looks here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from libs.common.decider import frozen
from libs.common.decider.texts import Digest
from services.issues.domain.paper.facts import WorkingPaperDrafted
from services.issues.domain.vocabulary import EngagementKey, PaperKey, PaperNumber, UnitCode

KIND: Final = "paper"


class PaperStatus(StrEnum):
    """How far the paper has come."""

    NEW = "new"
    DRAFTED = "drafted"
    DISPUTED = "disputed"
    FACTS_CONFIRMED = "facts_confirmed"
    REVIEWED = "reviewed"
    CONSULTED = "consulted"
    SIGNED = "signed"
    FILED = "filed"


_SIGNED: Final = {PaperStatus.SIGNED, PaperStatus.FILED}
_WITH_THE_UNIT: Final = {PaperStatus.DRAFTED, PaperStatus.DISPUTED, PaperStatus.FACTS_CONFIRMED}


@frozen
class WorkingPaper:
    """Only what is decided on; screens read projections."""

    status: PaperStatus = PaperStatus.NEW
    drafted: WorkingPaperDrafted | None = None
    evidence: frozenset[Digest] = frozenset()
    number: PaperNumber | None = None

    @property
    def draft(self) -> WorkingPaperDrafted:
        """The draft; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted

    @property
    def unit(self) -> UnitCode | None:
        """The unit that may see the paper: the one that is asked whether the facts are so."""
        return self.draft.unit if self.status in _WITH_THE_UNIT and self.drafted else None


def paper_stream(key: PaperKey) -> str:
    """Name the stream of a paper."""
    return f"{KIND}-{key}"


def paper_among(others: Mapping[str, Any], key: PaperKey) -> WorkingPaper:
    """Take the state of a paper from those that a command is decided on."""
    found: WorkingPaper = others[paper_stream(key)]
    return found


def signed_for(paper: WorkingPaper, engagement: EngagementKey) -> bool:
    """Tell whether a paper is signed and belongs to an engagement."""
    drafted = paper.drafted
    return paper.status in _SIGNED and drafted is not None and drafted.engagement == engagement
