"""Stored names of working papers and of shared questions."""

from typing import Final

from libs.common.events.wire import INTERNAL, Claim, stored, tagged
from services.issues.domain.paper.facts import (
    ConsultationHeld,
    DisputeAnswered,
    EvidenceAttached,
    FactsConfirmed,
    FactsDisputed,
    WorkingPaperDrafted,
    WorkingPaperFiled,
    WorkingPaperReturned,
    WorkingPaperReviewed,
    WorkingPaperSigned,
)
from services.issues.domain.paper.rules import PaperNumberTaken
from services.issues.domain.question import SharedQuestionAnswered, SharedQuestionAsked


def one_number_for_a_paper(event: WorkingPaperSigned) -> list[Claim]:
    """Give a number once."""
    return [Claim(key=f"paper-number:{event.number}", refusal=PaperNumberTaken)]


LINES: Final = (
    stored(
        "WorkingPaperDrafted.v1",
        WorkingPaperDrafted,
        INTERNAL,
        tags=tagged("engagement", "unit"),
    ),
    stored("EvidenceAttached.v1", EvidenceAttached, INTERNAL),
    stored("FactsConfirmed.v1", FactsConfirmed, INTERNAL),
    stored("FactsDisputed.v1", FactsDisputed, INTERNAL),
    stored("DisputeAnswered.v1", DisputeAnswered, INTERNAL),
    stored("WorkingPaperReviewed.v1", WorkingPaperReviewed, INTERNAL),
    stored("ConsultationHeld.v1", ConsultationHeld, INTERNAL),
    stored("WorkingPaperReturned.v1", WorkingPaperReturned, INTERNAL),
    stored("WorkingPaperSigned.v1", WorkingPaperSigned, INTERNAL, claims=one_number_for_a_paper),
    stored("WorkingPaperFiled.v1", WorkingPaperFiled, INTERNAL),
    stored(
        "SharedQuestionAsked.v1",
        SharedQuestionAsked,
        INTERNAL,
        tags=tagged("engagement", "unit"),
    ),
    stored("SharedQuestionAnswered.v1", SharedQuestionAnswered, INTERNAL),
)
